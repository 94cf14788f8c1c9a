"""The lines of JSON for which a test of a field can hold at all, found by their bytes before any is taken apart."""

from __future__ import annotations

import re

from poetrygui.core.reading.bytes_search import count_of, lowered
from poetrygui.core.reading.field_test import FieldTest
from poetrygui.core.reading.line_sets import LineSet, in_any
from poetrygui.core.reading.lines_with import lines_matching, lines_with

_WITHIN_A_TOKEN = re.compile(r'[^\[\]{}",:\s\\…?\ud800-\udfff]+')
"""What is in the text of a value as it is in JSON: nothing that stands between values there, or is escaped."""
_MAY_BE_A_NUMBER = re.compile(r"[-+.0-9a-finx]*", re.IGNORECASE)
"""Of a number, the text is often another than in JSON: ``1e5`` is 100000.0, and what is huge is told in hex."""

LIKE_ASCII = "ßİŉſǰẖẗẘẙẚẞ\u212aﬀﬁﬂﬃﬄﬅﬆ"
"""The characters outside ASCII that are the same as letters of it where both cases are alike."""


class JsonCandidates:
    """Finds lines of which every one can be missed for which the test does not hold, and no other.

    A line with an escape is among them, since anything can be written so.
    """

    def __init__(self, test: FieldTest) -> None:
        """Find what ``test`` can hold for."""
        self._lowers = False
        self._folded: re.Pattern[bytes] | None = None
        self._needle = _text_of(test)
        if self._needle and not test.matches_case:
            self._lowers = True
            self._folded = _folded_to(self._needle)
        elif not self._needle and test.name != "value":  # so the value is called that is no object
            # The last of the names that lead to it, or all of them, are a name there.
            last = test.name.rpartition(".")[2].encode("utf-8", "replace")
            self._needle = last + b'"' if "." in test.name else b'"%b"' % last

    def lines_in(self, data: bytes) -> LineSet:
        """Return the lines of ``data`` that are to be taken apart."""
        everything = [0, len(data)]
        # With zeros between, as in UTF-16, it is read as JSON, too.
        if not self._needle or b"\0" in data:
            return everything
        looked_at = lowered(data) if self._lowers else data
        if count_of(self._needle, looked_at, 0, len(data)) * 2 > data.count(b"\n"):
            return everything
        found = [lines_with(self._needle, looked_at).runs, lines_with(b"\\", data).runs]
        if self._folded is not None and not data.isascii():
            found.append(lines_matching(self._folded, data))
        return in_any(found)


def _text_of(test: FieldTest) -> bytes:
    """Return what is in every line for which the test holds, unless it is escaped there; nothing where that is unknown.

    That is some of the text that it looks for, in letters of ASCII where both cases are alike.
    """
    if not test.is_of_text or test.pattern:
        return b""
    text = test.value if test.matches_case else re.sub(r"[^\0-\x7f]", " ", test.value)
    runs = [run for run in _WITHIN_A_TOKEN.findall(text) if not _MAY_BE_A_NUMBER.fullmatch(run)]
    return str(max(runs, key=len, default="")).encode()


def _folded_to(needle: bytes) -> re.Pattern[bytes] | None:
    """Return what matches a character outside ASCII that is like one in ``needle``; None where none is."""
    letters = set(needle.decode())
    chars = [char.encode() for char in LIKE_ASCII if not letters.isdisjoint(char.casefold())]
    return re.compile(b"|".join(chars)) if chars else None
