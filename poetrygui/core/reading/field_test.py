"""What a field of a frame is to be, as somebody writes it: ``level = ERROR``, ``ms > 500``, ``path ~ ^/poems``."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.find_pattern import check_pattern

_PARTS = re.compile(
    r'\s*("(?:[^"\\]|\\.)*"|[^\s<>=!~"][^<>=!~]*?)\s*(?:(<=|>=|!=|=~|==|=|<|>|~)\s*(.*?)\s*)?', re.DOTALL
)
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_LEAST_QUOTED = 2
EXAMPLE = "level = ERROR, ms > 500, path ~ ^/poems"


class FieldTest:
    """Tests a field by its name, and by names with dots between for one within others, as a table's columns have it.

    A value that is a number is compared with numbers alone; all else as text. Behind ``~`` stands a regular expression,
    or in quotes a text as it is, which is to be somewhere in the value. Without a value it tests that there is such a
    field; where there is none, nothing holds.
    """

    def __init__(self, written: str, *, matches_case: bool = False) -> None:
        """Read what is ``written``; letters are alike in both cases unless this ``matches_case``. Raises FindError."""
        found = _PARTS.fullmatch(written)
        if found is None or (found[2] and not found[3]):
            raise FindError(f"This is no test of a field: write one such as {EXAMPLE.replace(', path', ' or path')}.")
        self.name = _unquoted(found[1])
        self._relation = found[2] or ""
        self.pattern = found[3] if self._relation.endswith("~") and not _is_quoted(found[3]) else ""
        """The regular expression that is to match in the :meth:`text` of the field; where there is one, nothing else
        tells whether the test holds."""
        self.matches_case = matches_case
        if self.pattern:
            check_pattern(self.pattern, ignore_case=not matches_case)
        self._case = str if matches_case else str.casefold
        self._value = self._case(_unquoted(found[3] or ""))
        self._number = _number(found[3] or "")
        self.is_of_text = bool(self._value) and (
            self._relation.endswith("~") or (self._relation in ("=", "==") and self._number is None)
        )
        """Whether :attr:`value` is to be in the text of the field's value."""

    @property
    def value(self) -> str:
        """What stands behind the relation, as it is compared: casefolded unless this :attr:`matches_case`."""
        return self._value

    def text(self, fields: Mapping[str, object]) -> str | None:
        """Return the value that the field has among the ``fields`` of a frame, as text; None where it has none."""
        return as_text(fields[self.name]) if self.name in fields else None

    def holds(self, fields: Mapping[str, object]) -> bool:
        """Tell whether it holds for the ``fields`` of a frame."""
        return self.name in fields and self.holds_for(fields[self.name])

    def holds_for(self, value: object) -> bool:
        """Tell whether it holds where the field has this value."""
        if self._relation.endswith("~"):
            return self._value in self._case(as_text(value))
        if not self._relation:
            return True
        compared = _COMPARED[self._relation]
        if self._number is None:
            return compared(self._case(as_text(value)), self._value)
        number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else _number(as_text(value))
        return self._relation == "!=" if number is None else compared(number, self._number)


def _is_quoted(written: str) -> bool:
    return len(written) >= _LEAST_QUOTED and written[0] == written[-1] == '"'


def _unquoted(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written[1:-1]) if _is_quoted(written) else written


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def as_text(value: object) -> str:
    """Return the value of a field as the text that tests look at."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
