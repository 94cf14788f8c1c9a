"""What rules colour in the few lines that are shown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.coloured import Coloured
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError, Scanner
from poetrygui.core.reading.framed_lines import FramedLines
from poetrygui.core.reading.highlight_rules import Rule, Rules, rule_words
from poetrygui.core.reading.rule_lines import LinesLook

ScannerOf = Callable[[Condition], Scanner]
"""Makes what looks for lines of frames with a field."""

MOST = 500
"""So many matches of a rule are coloured at once."""
_LONGEST_NAME = 40


class RuleScan:
    """Has rules look at the lines of one poem that are shown, again whenever those are others.

    What is not known at once is found by :meth:`work`, which its owner calls while this :attr:`is_behind`.
    """

    def __init__(self, rules: Rules, reader: PoemReader, scanner_of: ScannerOf | None = None) -> None:
        """Look by ``rules``, the first of which come first, at what ``reader`` has.

        By fields it is looked with what ``scanner_of`` makes; without that, no line has any.
        """
        self.problems: list[str] = []
        """Why some of them cannot look, in sentences."""
        self._looks: list[tuple[Rule, LinesLook | FramedLines]] = []
        for rule in rules:
            try:
                if not rule.condition.is_field:
                    self._looks.append((rule, LinesLook(rule.condition, reader)))
                elif scanner_of is not None:
                    self._looks.append((rule, FramedLines(scanner_of(rule.condition), reader)))
            except FindError as error:
                self._give_up(rule, error)

    def found(self, data: bytes, place: int = 0) -> list[Coloured]:
        """Return what is coloured in lines, as far as it is known: lines, and then what is drawn over them.

        ``data`` stand at ``place`` of what is read. A line has the colour of the first rule for it, and where two match
        the same, that is the first one's.
        """
        lines: dict[int, Coloured] = {}
        matches: list[Coloured] = []
        for rule, look in self._looks:
            is_field = rule.condition.is_field
            for start, stop in islice(look.matches_in(data, place), MOST):
                end = data.find(b"\n", start)
                end = len(data) if end < 0 else end
                first = data.rfind(b"\n", 0, start) + 1
                line = Coloured(first, end, rule.colour, whole_line=True)
                if is_field:
                    lines.setdefault(first, line)
                elif not rule.whole_line or lines.setdefault(first, line) == line:
                    matches.append(Coloured(start, min(stop, end), rule.colour, whole_line=False))
        return [*lines.values(), *reversed(matches)]

    @property
    def is_behind(self) -> bool:
        """Whether something is not known yet of the lines that were asked for last."""
        return any(look.is_behind for _, look in self._looks)

    def work(self) -> bool:
        """Look for what is not known; tell whether more is known now. A rule that takes too long is given up."""
        has_more = False
        for rule, look in tuple(self._looks):
            try:
                has_more = look.work() or has_more
            except FindError as error:
                look.close()
                self._looks.remove((rule, look))
                self._give_up(rule, error)
        return has_more

    def close(self) -> None:
        """End whatever runs; what is asked next begins it anew."""
        for _, look in self._looks:
            look.close()

    def _give_up(self, rule: Rule, error: FindError) -> None:
        self.problems.append(f"The highlight rule “{rule_words(rule)[:_LONGEST_NAME]}” is left out: {error}")
