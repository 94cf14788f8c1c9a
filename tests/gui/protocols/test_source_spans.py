"""What is coloured of a source is what it is, and no source holds anybody up."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.gui.protocols.source_spans import Part, Span, SpanSearch

SOURCE = '''\
"""One
two."""
@known
class Own(Base):
    limit = 0x10  # bytes
    def read(self): return "\U0001f4dc" and None
'''


def spans_of(text: str) -> dict[int, list[Span]]:
    search = SpanSearch(text, clock=lambda: 0.0)
    assert not search.go_on(1.0)
    assert search.line == text.count("\n")
    return search.spans


def parts_of(text: str) -> list[tuple[int, Part, str]]:
    lines = [line.encode("utf-16-le", "surrogatepass") for line in text.split("\n")]
    return [
        (number, span.part, lines[number][2 * span.start : 2 * (span.start + span.length)].decode("utf-16-le"))
        for number, spans in spans_of(text).items()
        for span in spans
    ]


def test_each_part_is_where_it_stands() -> None:
    found = parts_of(SOURCE)
    for line, part, piece in (
        (0, Part.STRING, '"""One'),
        (1, Part.STRING, 'two."""'),
        (2, Part.NAME, "@known"),
        (3, Part.KEYWORD, "class"),
        (3, Part.NAME, "Own"),
        (4, Part.NUMBER, "0x10"),
        (4, Part.COMMENT, "# bytes"),
        (5, Part.NAME, "read"),
        (5, Part.STRING, "\U0001f4dc"),
        (5, Part.KEYWORD, "and"),
        (5, Part.KEYWORD, "None"),
    ):
        assert (line, part, piece) in found


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("'\"#\n@\\ 0f{}"), max_size=60))
def test_no_stretch_leaves_its_line_or_stands_in_another(text: str) -> None:
    lines = text.split("\n")
    for number, spans in spans_of(text).items():
        units = len(lines[number].encode("utf-16-le")) // 2
        ends = [0, *itertools.chain.from_iterable((span.start, span.start + span.length) for span in spans), units]
        assert ends == sorted(ends)


def test_what_is_found_is_the_same_bit_by_bit() -> None:
    search, lines = SpanSearch(SOURCE), list[int]()
    while search.go_on(0.0):
        lines.append(search.line)
    assert search.spans == spans_of(SOURCE)
    assert lines == sorted(lines)
    assert len(set(lines)) > 5


@pytest.mark.parametrize("text", ["\n" * 20_000, "(" * 20_000, "1" * 20_000, '"""\n' * 5_001, "a." * 10_000])
def test_what_takes_long_is_left_as_it_is(text: str) -> None:
    ticks = itertools.count()
    search = SpanSearch(text, clock=lambda: next(ticks))
    assert not search.go_on(0.0)
    assert not search.go_on(0.0)
    assert next(ticks) < 5, "it went on after its time"
