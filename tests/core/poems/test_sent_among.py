"""What was sent stands among the lines, and is read, counted and found as if it had come there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.chosen_lines import (
    came_between,
    came_of,
    in_whole,
    stretch_from_whole,
    stretch_in_whole,
    whole_of,
)
from poetrygui.core.poems.sent_among import SentAmong
from tests.gui.memory_poem import MemoryPoem

poems = st.lists(st.text("ab", max_size=8), max_size=12).map("\n".join).map(str.encode)
sends = st.lists(st.integers(0, 100), max_size=8).map(sorted)


def by_hand(data: bytes, sent: list[int]) -> tuple[bytes, list[int], list[int]]:
    """Return all of it, where each byte lies in ``data``, and where the lines begin that were put in."""
    found, places, begins, last = b"", list[int](), list[int](), 0
    for number, at in enumerate(sent):
        found += data[last:at]
        places += range(last, at)
        if found and not found.endswith(b"\n"):
            found += b"\n"
            places.append(at)
        line = b"> %d\n" % number
        begins.append(len(found))
        found += line
        places += [at] * len(line)
        last = at
    return found + data[last:], [*places, *range(last, len(data))], begins


@settings(deadline=None)
@given(poems, sends)
def test_they_are_read_as_one_poem(data: bytes, sent: list[int]) -> None:
    sent = [min(at, len(data)) for at in sent]
    among = SentAmong(poem := MemoryPoem(data))
    for number, at in enumerate(sent):
        assert among.put(at, b"> %d" % number) == (at == len(data))
    found, places, begins = by_hand(data, sent)
    alone = MemoryPoem(found)
    assert (among.size, among.line_count, among.count) == (alone.size, alone.line_count, len(sent))
    assert whole_of(among) is came_of(among) is poem
    for start in range(alone.size):
        for stop in (start, start + 1, start + 9, alone.size + 5):
            assert among.read(start, stop) == alone.read(start, stop)
        assert among.line_at(start) == alone.line_at(start)
        assert among.start_of_line(start) == alone.start_of_line(start)
        assert in_whole(among, start) == places[start]
    for line in range(alone.line_count + 2):
        assert among.line_start(line) == alone.line_start(line)
    assert among.between(0, among.size) == [(begin, found.index(b"\n", begin) + 1) for begin in begins]
    for number, begin in enumerate(begins):
        assert among.index_at(begin) == number
        assert among.span(number)[0] == begin
    for start in range(len(data)):
        first, stop = stretch_from_whole(among, start, start + 1)
        assert among.read(first, stop) == data[start : start + 1]
        assert stretch_in_whole(among, first, stop) == (start, start + 1)
        assert came_between(among, first, stop) == (poem, start, start + 1)


@settings(deadline=None)
@given(poems, sends, st.integers(0, 100))
def test_what_is_given_up_is_there_no_more(data: bytes, sent: list[int], start: int) -> None:
    sent = [min(at, len(data)) for at in sent]
    among = SentAmong(poem := MemoryPoem(data))
    for number, at in enumerate(sent):
        among.put(at, b"> %d" % number)
    poem.give_up(min(start, len(data)))
    found, places, _ = by_hand(data, sent)
    begins = next((place for place, at in enumerate(places) if at >= poem.start), len(found))
    assert among.start == (begins if poem.start else 0)
    assert among.read(among.start, among.size) == found[among.start :]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b\n", "\n", "cc"]), st.booleans()), max_size=12))
def test_what_is_sent_at_the_end_moves_nothing(happened: list[tuple[str, bool]]) -> None:
    among = SentAmong(poem := MemoryPoem())
    sent: list[int] = []
    seen = b""
    for text, is_sent in happened:
        if is_sent:
            assert among.put(poem.size, b"> %d" % len(sent))
            sent.append(poem.size)
        else:
            poem.append(text.encode())
        found, _, _ = by_hand(bytes(poem.data), sent)
        assert among.read(0, among.size) == found
        assert found.startswith(seen)
        assert among.line_count == MemoryPoem(found).line_count
        seen = found


def test_whoever_reads_is_told_of_what_came_and_of_what_was_sent() -> None:
    among = SentAmong(poem := MemoryPoem(b"login: "))
    told: list[int] = []
    end = among.subscribe(lambda: told.append(among.size))
    among.put(7, b"> joe")
    among.tell()
    poem.append(b"hello\n")
    assert told == [14, 20]
    assert among.parts_line_at(14), "the line of the prompt goes on there"
    assert not among.parts_line_at(8)
    end()
    among.tell()
    poem.append(b"more\n")
    assert told == [14, 20]


def test_each_line_knows_what_it_is() -> None:
    among = SentAmong(MemoryPoem(b"one\ntwo\n"))
    among.put(4, b"> a", "a")
    among.put(4, b"> b", "b")
    assert among.moves == 2
    among.put(8, b"> c")
    assert among.moves == 2
    assert [among.what_at(place) for place in (3, 4, 7, 8, 12, 16)] == [None, "a", "a", "b", None, None]
    assert among.span_before(4, lambda what: what == "b") == (8, 12)
    assert among.span_before(4, lambda what: what == "c") is None
    assert among.span_before(3, lambda _: True) is None
