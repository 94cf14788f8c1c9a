"""Lines of several poems stand in the order in which they came, and are read as any poem is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.merged_poems import GRACE, MergedPoems
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.recordings.framed_folder import record_lines, record_raw

Came = tuple[int, bytes]
"""µs since the chunk before, and what it brought."""


def over() -> bool:
    return True


@pytest.fixture
def opened() -> Iterator[list[StoredPoem]]:
    poems: list[StoredPoem] = []
    yield poems
    for poem in poems:
        poem.close()


def merged(folder: Path, opened: list[StoredPoem], *feeds: list[Came]) -> MergedPoems:
    merged = MergedPoems()
    for number, feed in enumerate(feeds):
        waits, chunks = [wait for wait, _ in feed], [chunk for _, chunk in feed]
        poem = StoredPoem.existing(record_lines(folder / str(number), chunks, waits=waits))
        opened.append(poem)
        assert merged.add(poem, over) == number
    while merged.work(1, 0):
        pass
    return merged


Sent = dict[int, bytes]
"""What was sent before the chunk of a number."""


def by_hand(*feeds: list[Came]) -> list[tuple[int, bytes]]:
    """Return number and line in the order in which they came to their ends."""
    lines: list[tuple[int, int, int, bytes]] = []
    for number, feed in enumerate(feeds):
        time, rest = 0, b""
        for wait, chunk in feed:
            time += wait
            *whole, rest = (rest + chunk).split(b"\n")
            lines += [(time, number, len(lines), line + b"\n") for line in whole]
    return [(number, line) for _, number, _, line in sorted(lines)]


def test_lines_stand_as_they_came(tmp_path: Path, opened: list[StoredPoem]) -> None:
    poem = merged(
        tmp_path,
        opened,
        [(5, b"a1\na2 be"), (20, b"gun\na3\n")],
        [(1, b"b1\n"), (9, b"b2\n"), (40, b"b3\n")],
        [],
    )
    assert poem.read(0, 99) == b"b1\na1\nb2\na2 begun\na3\nb3\n"
    assert (poem.line_count, poem.size, poem.is_waiting) == (6, 24, False)
    assert [poem.source_at(poem.line_start(line)) for line in range(6)] == [1, 0, 1, 0, 0, 1]
    assert b"".join(poem.row_pieces()) == b"".join(poem.exact_pieces()) == poem.read(0, 99)


COMING = st.tuples(st.integers(0, 3), st.sampled_from([b"one\n", b"\n", b"be", b"gun\ntwo\n", b"x" * 70 + b"\n"]))


@given(st.lists(st.lists(COMING, max_size=8), min_size=1, max_size=3), st.integers(1, 40))
def test_any_feeds_are_merged_as_by_hand(
    tmp_path_factory: pytest.TempPathFactory, feeds: list[list[Came]], size: int
) -> None:
    opened: list[StoredPoem] = []
    poem = merged(tmp_path_factory.mktemp("feeds"), opened, *feeds)
    lines = by_hand(*feeds)
    rows = b"".join(line for _, line in lines)
    assert poem.read(0, 10**6) == rows
    assert poem.line_count == len(lines)
    assert b"".join(poem.read(place, place + size) for place in range(0, len(rows), size)) == rows
    start = 0
    for number, (source, line) in enumerate(lines):
        assert poem.line_start(number) == start
        assert poem.line_at(start) == poem.line_at(start + len(line) - 1) == number
        assert poem.start_of_line(start + len(line) - 1) == start
        assert poem.source_at(start) == source
        start += len(line)
    for each in opened:
        each.close()


SENDING = st.dictionaries(st.integers(0, 7), st.just(b"PING"), max_size=3)


@given(st.lists(st.tuples(st.lists(COMING, max_size=8), SENDING), min_size=1, max_size=3))
def test_what_was_sent_stands_where_it_was_sent(
    tmp_path_factory: pytest.TempPathFactory, feeds: list[tuple[list[Came], Sent]]
) -> None:
    folder = tmp_path_factory.mktemp("feeds")
    poem, opened = MergedPoems(), []
    events: list[tuple[int, int, int, int]] = []  # when, on which, the how-many-eth, and how many bytes came: -1 sent
    for number, (feed, sent) in enumerate(feeds):
        waits, chunks = [wait for wait, _ in feed], [chunk for _, chunk in feed]
        opened.append(StoredPoem.existing(record_lines(folder / str(number), chunks, waits=waits, sent=sent)))
        poem.add(opened[-1], over)
        time, rest = 0, b""
        for at, (wait, chunk) in enumerate(feed):
            time += wait
            events += [(time, number, 2 * at, -1)] * (at in sent)
            *whole, rest = (rest + chunk).split(b"\n")
            events.append((time, number, 2 * at + 1, sum(len(line) + 1 for line in whole)))
    while poem.work(1, 0):
        pass
    size, places = 0, []
    for _, number, _, came in sorted(events):
        places += [(size, number)] * (came < 0)
        size += max(came, 0)
    assert [(each.at, each.source) for each in poem.sent.there] == places
    assert poem.size == size
    for each in opened:
        each.close()


def test_who_reads_is_told_of_what_was_sent_alone(tmp_path: Path, opened: list[StoredPoem]) -> None:
    poem = MergedPoems()
    opened.append(StoredPoem.existing(record_lines(tmp_path / "one", [b"not a line"], sent={0: b"x"})))
    poem.add(opened[-1], Growing())
    told: list[int] = []
    poem.subscribe(lambda: told.append(len(poem.sent.there)))
    poem.work(1, 0)
    assert (told, poem.size) == ([1], 0)


def test_long_pieces_and_many_of_them_are_found(tmp_path: Path, opened: list[StoredPoem]) -> None:
    long = [(10, b"".join(b"%06d\n" % number for number in range(40_000)))]
    short = [(0 if number else 1, b"s\n") for number in range(3000)]
    other = [(0 if number else 1, b"t\n") for number in range(3000)]
    poem = merged(tmp_path, opened, long, short, other)
    assert poem.line_count == 46_000
    for line in (0, 1, 5999, 6000, 20_000, 45_999):
        start = poem.line_start(line)
        assert poem.line_at(start) == line
        if line >= 6000:
            assert poem.read(start, start + 7) == b"%06d\n" % (line - 6000)


def test_those_that_are_over_take_no_more_time(tmp_path: Path, opened: list[StoredPoem]) -> None:
    asked: list[int] = []

    def is_over() -> bool:
        asked.append(1)
        return True

    poem = MergedPoems()
    for number in range(20):
        opened.append(StoredPoem.existing(record_lines(tmp_path / str(number), [b"short\n"], waits=[number])))
        poem.add(opened[-1], is_over)
    opened.append(StoredPoem.existing(record_lines(tmp_path / "long", [b"long\n"] * 200)))
    poem.add(opened[-1], over)
    while poem.work(1, 0):
        pass
    assert poem.line_count == 220
    assert len(asked) < 20 * 20, "not once for each line of the others"


class Growing:
    """A poem of which not all is there yet."""

    def __init__(self) -> None:
        self.is_over = False

    def __call__(self) -> bool:
        return self.is_over


def test_what_may_come_before_is_waited_for(tmp_path: Path, opened: list[StoredPoem]) -> None:
    silent, ended = Growing(), Growing()
    ended.is_over = True
    poem = MergedPoems()
    for number, (chunks, waits, is_over) in enumerate([([b"a\n", b"b\n"], [10, 20], ended), ([b"s\n"], [15], silent)]):
        opened.append(StoredPoem.existing(record_lines(tmp_path / str(number), chunks, waits=waits)))
        poem.add(opened[-1], is_over)
    assert not poem.work(1, 0)
    # Of the one that is silent something may come that is earlier than what the other one brought last.
    assert poem.read(0, 99) == b"a\ns\n"
    assert poem.is_waiting
    poem.work(1, GRACE / 2)
    assert poem.read(0, 99) == b"a\ns\n"
    poem.work(1, GRACE * 2)
    assert poem.read(0, 99) == b"a\ns\nb\n"
    assert poem.is_waiting
    silent.is_over = True
    assert not poem.is_waiting


def test_a_last_line_without_newline_gets_one(tmp_path: Path, opened: list[StoredPoem]) -> None:
    poem = MergedPoems()
    opened.append(StoredPoem.existing(record_raw(tmp_path / "raw", [b"one\nlast"])))
    opened.append(StoredPoem.existing(record_lines(tmp_path / "lines", [b"l\n"], waits=[10_000_000])))
    for each in opened:
        poem.add(each, over)
    told: list[int] = []
    poem.subscribe(lambda: told.append(poem.size))
    poem.work(1, 0)
    assert poem.read(0, 99) == b"one\nlast\nl\n"
    assert (poem.line_count, told) == (3, [11])
    assert [poem.read(place, place + 1) for place in (7, 8, 9)] == [b"t", b"\n", b"l"]
