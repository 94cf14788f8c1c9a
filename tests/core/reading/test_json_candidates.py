"""Each line for which a test of a field holds is among those that may, whatever else is."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import json_fields
from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.plain_fields import Plain, plain_fields
from poetrygui.core.reading.field_test import FieldTest
from poetrygui.core.reading.json_candidates import LIKE_ASCII, JsonCandidates
from tests.core.fields.json_texts import LINES, TESTS

OTHERS = b"{}\n" * 40
"""Without them, all lines may be taken: they are too many of a few."""


def fields_in(line: bytes) -> dict[str, Plain]:
    with suppress(ValueError, RecursionError):
        return flat_fields(plain_fields(json_fields(line)))
    return {}


def candidates(data: bytes, written: str, *, matches_case: bool = False) -> list[bytes]:
    """Return the lines of ``data`` that are to be taken apart."""
    runs = JsonCandidates(FieldTest(written, matches_case=matches_case)).lines_in(data)
    return b"".join(data[first:stop] for first, stop in zip(runs[::2], runs[1::2], strict=True)).splitlines()


@given(LINES, TESTS, st.booleans())
def test_no_line_is_missed_for_which_a_test_holds(line: bytes, written: str, matches_case: bool) -> None:
    test = FieldTest(written, matches_case=matches_case)
    found = candidates(OTHERS + line + b"\n" + OTHERS, written, matches_case=matches_case)
    fields = fields_in(line)
    holds = test.name in fields if test.pattern else test.holds(fields)
    assert not holds or line in found


LOG = [b'{"level":"%b","ms":%d}' % (level, ms) for ms, level in enumerate([b"INFO"] * 30 + [b"Error"] + [b"WARN"] * 30)]


def test_few_are_among_them() -> None:
    data = b"\n".join([*LOG, b""])
    assert candidates(data, "level = error") == candidates(data, 'level ~ "rro"') == [LOG[30]]
    assert candidates(data, "level = error", matches_case=True) == []
    assert candidates(data, "other > 5") == candidates(data, "level.of") == candidates(data, "a ~ x") == []
    assert candidates(data, "ms > 500") == candidates(data, "level != 1") == candidates(data, "value > 5") == LOG
    assert candidates(data + b"\0\n", "level = error") == [*LOG, b"\0"]


def test_what_is_like_a_letter_is_found() -> None:
    lines = ['{"level":"ſtopped"}', '{"level":"ﬁred"}', r'{"level":"\u0073topped"}', '{"level":"é"}', '{"level":"ß"}']
    data = OTHERS + "\n".join([*lines, ""]).encode() + OTHERS
    assert candidates(data, "level = stopped") == [lines[each].encode() for each in (0, 2, 4)]
    assert candidates(data, "level = Fired") == [lines[each].encode() for each in (1, 2)]
    assert candidates(data, "level = é") == [line.encode() for line in lines]
    assert candidates(data, "level = é", matches_case=True) == [lines[each].encode() for each in (2, 3)]


def test_these_are_all_that_are_like_letters() -> None:
    every = map(chr, range(0x80, 0x20000))  # no letter with two cases is behind that
    assert [*LIKE_ASCII] == [each for each in every if any(map(str.isascii, each.casefold()))]
