"""Finding and filtering, from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.reading.filter_bar import FilterBar as FilterBar
    from poetrygui.gui.reading.find_bar import FindBar as FindBar
    from poetrygui.gui.reading.highlight_dialog import HighlightDialog as HighlightDialog
    from poetrygui.gui.reading.repeat_counts import RepeatCounts as RepeatCounts
    from poetrygui.gui.reading.rule_book import HighlightBook as HighlightBook
    from poetrygui.gui.reading.rule_book import TriggerBook as TriggerBook
    from poetrygui.gui.reading.rule_colours import RuleColours as RuleColours
    from poetrygui.gui.reading.rule_marker import RuleMarker as RuleMarker
    from poetrygui.gui.reading.shown_lines import ShownLines as ShownLines
    from poetrygui.gui.reading.trigger_dialog import TriggerDialog as TriggerDialog
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "filter_bar": "FilterBar",
            "find_bar": "FindBar",
            "highlight_dialog": "HighlightDialog",
            "repeat_counts": "RepeatCounts",
            "rule_book": "HighlightBook TriggerBook",
            "rule_colours": "RuleColours",
            "rule_marker": "RuleMarker",
            "shown_lines": "ShownLines",
            "trigger_dialog": "TriggerDialog",
        },
    )
