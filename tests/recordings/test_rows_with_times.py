"""A poem as text with times: every row has its own, and nothing is lost where a time is not known."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.moments import of_day_text
from poetrygui.recordings import rows_with_times as module
from poetrygui.recordings.rows_with_times import Column, timed_rows
from tests.recordings.framed_folder import CLOCK, record_lines, record_raw

CHUNKS = [b"one\ntwo\nth", b"ree\n", b"four\nfi", b"ve\nsix\n"]
WAITS = [24_664, 3200, 153, 1_340_000]


def text_of(folder: Path, column: Column) -> str:
    poem = StoredPoem.existing(folder)
    assert poem.recording is not None
    text = b"".join(timed_rows(poem, poem.recording, column)).decode()
    poem.recording.close()
    poem.close()
    return text


def test_each_row_has_its_time(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", CHUNKS, waits=WAITS)
    assert text_of(folder, Column.START) == (
        "0.024664 s  one\n0.024664 s  two\n0.027864 s  three\n0.028017 s  four\n1.368017 s  five\n1.368017 s  six\n"
    )
    assert text_of(folder, Column.FRAME) == (
        "     +24.7 ms  one\n        +0 µs  two\n      +3.2 ms  three\n"
        "      +153 µs  four\n      +1.34 s  five\n        +0 µs  six\n"
    )
    assert text_of(folder, Column.DAY).splitlines()[5] == f"{of_day_text(CLOCK, 1_368_017)}  six"


def test_a_row_that_goes_on_has_one_time(tmp_path: Path) -> None:
    folder = record_raw(tmp_path / "poem", [b"on", b"e\ntw", b"o\n"])
    assert text_of(folder, Column.START) == "0.001000 s  one\n0.002000 s  two\n"


def test_where_the_log_is_lost_the_rows_are_there(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", [b"%d\n" % number for number in range(3000)])
    log = bytearray((folder / "log.000").read_bytes())
    log[4096:4100] = b"\xff" * 4
    (folder / "log.000").write_bytes(log)
    lines = text_of(folder, Column.START).splitlines()
    assert [line[-4:].split()[-1] for line in lines] == [str(number) for number in range(3000)]
    assert any(line.startswith(" " * 10) for line in lines)


@given(st.lists(st.binary(max_size=9).map(lambda data: data + b"\n"), min_size=1), st.integers(1, 9))
def test_without_the_times_it_is_the_poem(chunks: list[bytes], block: int) -> None:
    with tempfile.TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        folder = Path(scratch)
        patch.setattr(module, "READ_BLOCK", block)
        record_lines(folder / "poem", chunks)
        poem = StoredPoem.existing(folder / "poem")
        assert poem.recording is not None
        text = b"".join(timed_rows(poem, poem.recording, Column.START))
        width = len(b"0.001000 s  ")
        *rows, rest = text.split(b"\n")
        assert rest == b""
        assert b"".join(row[width:] + b"\n" for row in rows) == b"".join(chunks)
        poem.recording.close()
        poem.close()
