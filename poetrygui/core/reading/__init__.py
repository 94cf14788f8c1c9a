"""Finding in what was delivered, and choosing lines of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.reading.filtered_pieces import filtered_bytes as filtered_bytes
    from poetrygui.core.reading.filtered_pieces import filtered_stretches as filtered_stretches
    from poetrygui.core.reading.find import FindError as FindError
    from poetrygui.core.reading.highlight_rules import Rule as Rule
    from poetrygui.core.reading.highlight_rules import read_rules as read_rules
    from poetrygui.core.reading.highlight_rules import write_rules as write_rules
    from poetrygui.core.reading.line_filter import LineFilter as LineFilter
    from poetrygui.core.reading.line_filter import check as check
    from poetrygui.core.reading.line_filter import scanner_of as scanner_of
    from poetrygui.core.reading.line_watch import LineWatch as LineWatch
    from poetrygui.core.reading.rule_marks import RuleMarks as RuleMarks
    from poetrygui.core.reading.rule_scan import RuleScan as RuleScan
    from poetrygui.core.reading.triggers import Trigger as Trigger
    from poetrygui.core.reading.triggers import read_triggers as read_triggers
    from poetrygui.core.reading.triggers import write_triggers as write_triggers
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "filtered_pieces": "filtered_bytes filtered_stretches",
            "find": "FindError",
            "highlight_rules": "Rule read_rules write_rules",
            "line_filter": "LineFilter check scanner_of",
            "line_watch": "LineWatch",
            "rule_marks": "RuleMarks",
            "rule_scan": "RuleScan",
            "triggers": "Trigger read_triggers write_triggers",
        },
    )
