"""Rows that lie in a file of their own or on the wire: read alike, at any place."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.poems.test_store import check
from tests.core.reference_rows import Delivery, reference_of

lines = st.lists(st.text("a\r", max_size=4).map(str.encode), max_size=4)


@given(st.lists(st.tuples(lines, st.sampled_from(["own", "lf", "crlf"])), max_size=8))
def test_any_runs_read_as_what_was_delivered(chunks: list[tuple[list[bytes], str]]) -> None:
    delivered = []
    with tempfile.TemporaryDirectory() as folder:
        poem, at = RecordedPoem(Path(folder) / "poem"), 0
        for frames, how in chunks:
            end = {"own": b"|", "lf": b"\n", "crlf": b"\r\n"}[how]
            data = b"".join(frame + end for frame in frames)
            delivered.append(Delivery("frames", frames))
            poem.chunk(data, delivered[-1], at=None if how == "own" else at, without_cr=how == "crlf")
            at += len(data)
        opened = poem.open()
        check(opened, reference_of(delivered))
        assert opened.frame_count == sum(len(frames) for frames, _ in chunks)
        opened.close()


def test_a_long_stretch_without_cr_is_read_in_the_middle(tmp_path: Path) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    frames = [b"%d" % number for number in range(20_000)]
    data = b"".join(frame + b"\r\n" for frame in frames)
    poem.chunk(data, Delivery("frames", frames), at=0, without_cr=True)
    opened = poem.open()
    rows = reference_of([Delivery("frames", frames)]).rows
    assert opened.read(50_000, 50_300) == rows[50_000:50_300]
    assert opened.wire_stretch(50_000, 50_300) == (
        50_000 + rows.count(b"\n", 0, 50_000),
        50_300 + rows.count(b"\n", 0, 50_300),
    )
    assert opened.line_start(15_000) == rows.index(b"\n15000\n") + 1
    assert opened.line_at(opened.line_start(15_000)) == 15_000
    opened.close()
