"""Lines of JSON are looked at many at a time, and those that are long by themselves."""

from __future__ import annotations

from poetrygui.core.fields.json_field import LONGEST
from poetrygui.core.poems.frames_in_rows import FrameInRows
from poetrygui.core.reading.field_test import FieldTest
from poetrygui.recordings.json_lines_held import JsonLinesHeld, Lines

LONG = b'{"ms": 1, "a": "%b"}' % (b"x" * LONGEST)


def test_lines_come_in_pieces() -> None:
    data = b"head\n" + b'{"ms": 1}\n' * 1500 + LONG + b'\n{"ms": 2}'
    held = JsonLinesHeld(FieldTest("ms = 2"))
    first, second, third, last = held.pieces(data, 5, len(data))
    assert isinstance(first, Lines)
    assert (first.begins[:2], len(first.begins), first.frames[0]) == ([5, 15], 1024, b'{"ms": 1}')
    assert [*held.held(first)] == []
    assert isinstance(second, Lines)
    assert len(second.frames) == 1500 - 1024
    assert third == FrameInRows(15_005, 15_005 + len(LONG), 15_006 + len(LONG))
    assert isinstance(last, Lines)
    assert [*held.held(last)] == [(len(data) - 9, len(data) + 1)]


def test_those_that_may_hold_it_are_looked_at() -> None:
    data = b'{"level":"INFO"}\n' * 30 + b'{"level":"ERROR"}\n' * 2 + b'{"level":"INFO"}\n' * 30 + b'{"level":"ERROR"}\n'
    held = JsonLinesHeld(FieldTest("level = ERROR"))
    (lines,) = held.pieces(data, 0, len(data))
    assert isinstance(lines, Lines)
    assert lines == ([510, 528, 1056], [b'{"level":"ERROR"}'] * 3)
    assert [*held.held(lines)] == [(510, 528), (528, 546), (1056, 1074)]
    assert [*held.pieces(b'{"level":"INFO"}\n' * 30, 0, 510)] == []


def test_the_text_of_a_field_is_told() -> None:
    held = JsonLinesHeld(FieldTest("ms ~ ^5"))
    (lines,) = held.pieces(b'{"ms": 5.0}\n{}\n', 0, 15)
    assert isinstance(lines, Lines)
    assert [*held.texts(lines)] == [(0, 12, "5.0")]


def test_a_name_that_a_cut_one_could_have_is_not_tested() -> None:
    assert JsonLinesHeld.can_test(FieldTest("level"))
    assert not JsonLinesHeld.can_test(FieldTest("level…"))
