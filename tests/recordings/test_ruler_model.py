"""What a ruler finds: chunks and frames where they lie, torn frames, waits and sent bytes, at any zoom."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Source
from poetrygui.recordings.ruler_model import RulerModel
from poetrygui.recordings.ruler_picture import ROOM, Picture, WireView
from tests.recordings.framed_folder import record_lines, record_raw

WIDE = 1_000_000
"""Pixels in which everything has room."""


@contextmanager
def ruler(chunks: list[bytes], **how: object) -> Iterator[RulerModel]:
    with tempfile.TemporaryDirectory() as room:
        recording = Recording.existing(record_lines(Path(room) / "poem", chunks, **how))  # type: ignore[arg-type]
        model = RulerModel(recording)
        model.look()
        yield model
        recording.close()


def drawn(model: RulerModel, view: WireView) -> Picture:
    """Return what is drawn when nothing more is to be found."""
    while (picture := model.picture(view)).is_rough:
        pass
    return picture


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[bytes], bytes]:
    """Lines, the last of which may be unfinished, cut into chunks anyhow; and what ends each line.

    Of one line alone it is not known that its newline ended it.
    """
    ending = draw(st.sampled_from([b"\n", b"\r\n"]))
    line = st.binary(max_size=8).map(lambda line: line.replace(b"\n", b"n").replace(b"\r", b"r"))
    lines = draw(st.lists(line).filter(lambda lines: len(lines) != 1))
    wire = b"".join(line + ending for line in lines) + draw(st.sampled_from([b"", b"un", b"unfinished"]))
    cuts = sorted(draw(st.sets(st.integers(1, max(len(wire) - 1, 1)), max_size=12)))
    return [wire[a:b] for a, b in pairwise([0, *(cut for cut in cuts if cut < len(wire)), len(wire)]) if a < b], ending


def frames_of(wire: bytes, ending: bytes) -> list[tuple[int, int]]:
    """Return where each line begins, and where the one after it does."""
    found, start = [], 0
    while (at := wire.find(ending, start)) >= 0:
        found.append((start, at + len(ending)))
        start = at + len(ending)
    return found


@given(streams(), st.integers(0, 100), st.integers(1, 100))
@settings(max_examples=200, deadline=None)
def test_where_there_is_room_each_frame_and_chunk_is_drawn(
    stream: tuple[list[bytes], bytes], start: int, size: int
) -> None:
    chunks, ending = stream
    wire = b"".join(chunks)
    ends = list(accumulate(map(len, chunks)))
    stop = min(start + size, len(wire))
    with ruler(chunks, ending=ending) as model:
        picture = drawn(model, WireView(start, start + size, WIDE))
        frames = frames_of(wire, ending)
        seen = [(a, b) for a, b in frames if a < stop and b > start] if start < stop else []
        assert [(bar.start, bar.stop) for bar in picture.frames] == seen
        assert [frames[bar.number] for bar in picture.frames] == seen
        assert all(bar.exact and bar.delimiter == len(ending) for bar in picture.frames)
        assert picture.blurs == ()
        borders = {0, *(b for _, b in frames)}
        spans = [(a, b) for a, b in pairwise([0, *ends]) if a < stop and b > start]
        assert [(chunk.start, chunk.stop) for chunk in picture.chunks] == (spans if start < stop else [])
        assert list(picture.torn) == [chunk.stop for chunk in picture.chunks if chunk.stop not in borders]
        last = frames[-1][1] if frames else None
        is_seen = last is not None and last < len(wire) and start <= last < stop
        assert picture.unfinished == (last if is_seen else None)


@given(streams(), st.integers(0, 100))
@settings(max_examples=100, deadline=None)
def test_a_byte_leads_to_its_frame_and_its_chunk(stream: tuple[list[bytes], bytes], offset: int) -> None:
    chunks, ending = stream
    wire = b"".join(chunks)
    with ruler(chunks, ending=ending) as model:
        frames = frames_of(wire, ending)
        if offset < len(wire):
            bar, chunk = model.frame_at(offset), model.chunk_at(offset)
            assert chunk is not None
            assert chunk.start <= offset < chunk.stop
            found = next(((number, *span) for number, span in enumerate(frames) if span[0] <= offset < span[1]), None)
            assert (None if bar is None else (bar.number, bar.start, bar.stop)) == found
        assert model.frame(len(frames)) is None
        torn = [end for end in accumulate(map(len, chunks)) if end not in {stop for _, stop in frames}]
        following = [end for end in torn if end > offset]
        assert [found for found in model.find_torn(offset) if found is not None] == following[:1]


def test_where_rows_are_not_the_wire_it_says_no_more_than_is_known() -> None:
    with ruler([b"one\ntw", b"o\n", b"thr", b"ee\n"], source=Source.OWN) as model:
        picture = drawn(model, WireView(0, 100, WIDE))
        assert picture.frames == ()
        assert [(blur.start, blur.stop, blur.first, blur.count) for blur in picture.blurs] == [
            (0, 6, 0, 1),
            (6, 8, 1, 1),
            (11, 14, 2, 1),
        ]
        # That it made nothing of the third chunk is sure; of the first one nobody knows.
        assert picture.torn == (11,)
        bar = model.frame_at(9)
        assert bar is not None
        assert (bar.number, bar.start, bar.stop, bar.exact) == (2, 6, 14, False)


def test_a_frame_in_parts_is_torn_by_nothing(tmp_path: Path) -> None:
    recording = Recording.existing(record_raw(tmp_path / "raw", [b"Tyger, ", b"tyger\n"]))
    model = RulerModel(recording)
    model.look()
    picture = drawn(model, WireView(0, 20, WIDE))
    assert [(bar.start, bar.stop, bar.delimiter) for bar in picture.frames] == [(0, 13, 0)]
    assert picture.torn == ()
    assert picture.unfinished is None
    recording.close()


def test_there_is_room_for_each_or_for_none() -> None:
    with ruler([b"a\n"] * 300) as model:
        assert len(drawn(model, WireView(0, 600, 300 * ROOM)).chunks) == 300
        assert drawn(model, WireView(0, 600, 300 * ROOM - 1)).chunks == ()
        some = drawn(model, WireView(0, 200, 300))
        assert len(some.chunks) == 100
        assert some.frames == ()
        assert sum(blur.count for blur in some.blurs) == 100


def test_it_follows_what_comes(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", [b"a\n"] * 10)
    recording = Recording.existing(folder)
    model = RulerModel(recording)
    model.look()
    assert drawn(model, WireView(0, 100, 1000)).chunk_count == 10
    other = record_lines(tmp_path / "longer", [b"a\n"] * 5000)
    for name in ("log.000", "wire.000"):
        (folder / name).write_bytes((other / name).read_bytes())
    recording.look()
    model.look()
    assert drawn(model, WireView(0, 10_000, 1000)).chunk_count == 5000
    assert model.frame_count == 5000
    recording.close()


@pytest.mark.parametrize("damaged", [0, 1])
def test_a_damaged_block_is_passed_over(tmp_path: Path, damaged: int) -> None:
    folder = record_lines(tmp_path / "poem", [b"a\n"] * 5000)
    log = bytearray((folder / "log.000").read_bytes())
    log[damaged * 4096] = 0xFF
    (folder / "log.000").write_bytes(log)
    recording = Recording.existing(folder)
    model = RulerModel(recording)
    model.look()
    assert drawn(model, WireView(0, 10_000, 1000)).chunk_count == 5000
    drawn(model, WireView(9000, 9030, 1000))
    assert [found for found in model.find_torn(0) if found is not None] == []
    recording.close()
