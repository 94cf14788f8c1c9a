"""Finding rows on the wire: what is said to lie there does, and where rows are the wire nothing is kept twice."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems import run_finder
from poetrygui.core.poems.lines_in_block import LedLines
from poetrygui.core.poems.run_finder import MOST_RUNS, PATIENCE, RunFinder
from poetrygui.core.poems.wire_log import Run, Source


class Placed:
    """Plays chunks and rows to a finder, and puts the rows together again as the runs tell."""

    def __init__(self) -> None:
        self.finder = RunFinder()
        self.wire = b""
        self.own = b""
        self.rows = b""
        self.runs: list[Run] = []

    def chunk(self, data: bytes, *rows: bytes) -> None:
        self.wire += data
        self.finder.received(data)
        for block in rows:
            if self.finder.expects_cr and len(self.rows) % 2:
                goes_on = self.finder.goes_on_with_cr(block.replace(b"\n", b"\r\n"))
            else:
                goes_on = self.finder.goes_on(block)
            if not goes_on:
                at = Run(Source.OWN, len(self.rows), self.rows.count(b"\n"), len(self.own))
                run = self.finder.place(block, block.count(b"\n"), at)
                self.runs += [] if run is None else [run]
            self.own += block if self.finder.source is Source.OWN else b""
            self.rows += block

    def read(self) -> bytes:
        """Return all rows, from where they are said to lie."""
        read = b""
        ends = [run.rows for run in self.runs[1:]] + [len(self.rows)]
        for run, end in zip(
            [Run(), *self.runs], [self.runs[0].rows if self.runs else len(self.rows), *ends], strict=False
        ):
            size = end - run.rows
            newlines = self.rows.count(b"\n", run.rows, end)
            if run.source is Source.OWN:
                read += self.own[run.at : run.at + size]
            elif run.source is Source.WIRE:
                read += self.wire[run.at : run.at + size]
            else:
                found = self.wire[run.at : run.at + size + newlines]
                assert found.count(b"\r\n") == found.count(b"\n") == newlines
                read += found.replace(b"\r\n", b"\n")
        return read


def placed(chunks: Iterable[tuple[bytes, list[bytes]]]) -> Placed:
    result = Placed()
    for data, rows in chunks:
        result.chunk(data, *rows)
    return result


def test_rows_that_have_their_cr_are_those_of_a_wire_without_them_alone() -> None:
    result = placed([(b"one\r\ntwo\r\n", [b"one\ntwo\n"]), (b"three\r\nfour\r\n", [])])
    assert result.finder.expects_cr
    assert not result.finder.goes_on_with_cr(b"3\r\n")
    assert result.finder.goes_on_with_cr(b"three\r\n")
    assert result.finder.goes_on(b"four\n")
    plain = placed([(b"one\ntwo\n", [b"one\n"])])
    assert not plain.finder.expects_cr
    assert not plain.finder.goes_on_with_cr(b"two\n")


texts = st.text("a\r\n", max_size=6).map(str.encode)


@given(st.lists(st.tuples(texts, st.lists(texts.filter(bool), max_size=2)), max_size=20), st.sampled_from([1, 99]))
def test_whatever_comes_is_found_again(chunks: list[tuple[bytes, list[bytes]]], patience: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_finder, "PATIENCE", patience)
        result = placed(chunks)
    assert result.read() == result.rows


def test_most_chunks_of_a_stream_that_never_is_its_rows_are_let_pass() -> None:
    result = Placed()
    looked = 0
    for number in range(3000):
        result.finder.received(b"3:one,")
        looked += result.finder.is_looking
        result.finder.place(b"one\n", 1, Run(Source.OWN, number * 4, number, number * 4))
    assert PATIENCE <= looked < PATIENCE + 100
    # And where it is of lines at last, they are found all the same.
    start = 3000 * len(b"3:one,")
    runs = []
    for number in range(600):
        result.finder.received(b"four\nfive\n")
        at = Run(Source.OWN, 12_000 + number * 10, 3000 + number * 2, 12_000 + number * 10)
        if not result.finder.goes_on(b"four\nfive\n"):
            runs += [result.finder.place(b"four\nfive\n", 2, at)]
    (found,) = [run for run in runs if run is not None]
    assert (found.source, found.at - start) == (Source.WIRE, found.rows - 12_000)
    assert result.finder.goes_on(b"") is True


@given(
    st.lists(st.sampled_from([b"", b"a", b"\r", b"a\rb"]), max_size=30), st.data(), st.sampled_from([b"\n", b"\r\n"])
)
def test_lines_are_never_kept_twice(lines: list[bytes], data: st.DataObject, ending: bytes) -> None:
    """A chunk may end anywhere, between CR and LF as well; the rows are of whole lines."""
    wire = b"".join(line + ending for line in lines)
    cuts = sorted({*data.draw(st.lists(st.integers(0, len(wire)), max_size=10)), len(wire)})
    result, start, told = Placed(), 0, 0
    for stop in cuts:
        whole = wire[:stop].count(ending)
        rows = b"".join(line + b"\n" for line in lines[told:whole])
        result.chunk(wire[start:stop], *([rows] if rows else []))
        start, told = stop, whole
    assert result.own == b""
    assert result.read() == result.rows
    assert len(result.runs) <= 1


@given(
    st.lists(st.tuples(st.sampled_from([b"", b"a", b"\r"]), st.sampled_from([b"\n", b"\r\n"])), max_size=9), st.data()
)
def test_lines_of_mixed_endings_are_found_again(lines: list[tuple[bytes, bytes]], data: st.DataObject) -> None:
    result = Placed()
    while lines:
        count = data.draw(st.integers(1, len(lines)))
        rows = b"".join(line + b"\n" for line, _ in lines[:count])
        result.chunk(b"".join(line + ending for line, ending in lines[:count]), rows)
        lines = lines[count:]
    assert result.read() == result.rows


def test_a_chunk_that_is_delivered_as_it_is_needs_no_copy() -> None:
    result = placed([(b"a" * 1000, [b"a" * 1000]), (b"b", [b"b"]), (b"c", [])])
    assert result.runs == [Run(Source.WIRE)]
    result.chunk(b"d", b"cd")
    assert (result.runs, result.own) == ([Run(Source.WIRE)], b"")


def test_what_is_no_stretch_of_the_wire_is_kept_until_lines_are_again() -> None:
    result = placed(
        [
            (b"one\n", [b"one\n"]),
            (b"5:other,", [b"other\n"]),
            (b"two\nthree\nfo", [b"two\nthree\n"]),
            (b"ur\r\nfive\r\n", [b"four\nfive\n"]),
        ]
    )
    assert result.own == b"other\n"
    assert [run.source for run in result.runs] == [Source.WIRE, Source.OWN, Source.WIRE, Source.WIRE_WITHOUT_CR]
    assert result.read() == result.rows


def test_one_line_alone_may_be_on_the_wire_by_chance() -> None:
    result = placed([(b"4:abc\n,", [b"abc\n"])] * 3)
    assert (result.runs, result.own) == ([], b"abc\n" * 3)


def test_a_few_empty_lines_may_be_on_the_wire_by_chance() -> None:
    result = placed([(b"1:\n,3:\n\n\n", [b"\n\n"])])
    assert (result.runs, result.own) == ([], result.rows)


def test_a_stream_that_changes_all_the_time_is_kept_for_itself() -> None:
    chunks: list[tuple[bytes, list[bytes]]] = [(b"four\nfive\n", [b"four\nfive\n"]), (b"?", [b"x\n"])]
    result = placed(chunks * MOST_RUNS)
    assert MOST_RUNS <= len(result.runs) <= MOST_RUNS + 1
    assert result.read() == result.rows


def test_what_was_held_for_too_long_is_let_go() -> None:
    result = placed([(b"a" * 700_000, []), (b"a" * 700_000, []), (b"\n", [b"a" * 1_400_000 + b"\n"])])
    assert len(result.own) == 1_400_001
    result.chunk(b"four\nfive\n", b"four\nfive\n")
    assert len(result.own) == 1_400_001
    assert result.read() == result.rows


def test_lines_that_lie_in_the_chunk_go_on_with_the_wire_uncompared() -> None:
    finder = RunFinder()
    chunks = [b"one\ntw", b"o\nthree\nfo", b"ur\n"]
    finder.received(chunks[0])
    assert not finder.goes_on_led(LedLines(b"", chunks[0], 4, (1,)))
    assert finder.place(b"one\n", 1, Run()) == Run(Source.WIRE)
    finder.received(chunks[1])
    assert finder.goes_on_led(LedLines(b"tw", chunks[1], 8, (2,)))
    finder.received(chunks[2])
    assert not finder.goes_on_led(LedLines(b"FO", chunks[2], 3, (1,)))
    assert finder.goes_on_led(LedLines(b"fo", chunks[2], 3, (1,)))
    assert finder.goes_on(b"")
