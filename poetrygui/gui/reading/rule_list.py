"""The list of highlight rules: each can be switched off and on, moved and removed, by mouse or keys."""

from __future__ import annotations

from poetrygui.core.reading.highlight_rules import Rule, Rules, rule_words
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.reading.condition_list import ConditionList, Look
from poetrygui.gui.reading.highlight_form import swatch

_LONGEST = 60


class RuleList(ConditionList[Rule]):
    """Holds rules in their order; those that are checked are on."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__("highlightList", "Highlight rules", "rule", self._look)

    @property
    def rules(self) -> Rules:
        """All of them."""
        return self.listed

    def rule(self) -> Rule | None:
        """Return the current one."""
        return self.current()

    def _look(self, rule: Rule) -> Look:
        text = label_text(rule_words(rule), _LONGEST) if rule.condition.text or rule.name else "Nothing yet"
        return Look(text, swatch(rule.colour, self.palette()))
