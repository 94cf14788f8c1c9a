"""When something that was found came: the time of the day, and since the frame before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import evolve

from poetrygui.core.poems.poem_info import read_info, write_info
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.moments import of_day_text
from poetrygui.recordings.moment_words import moment_of_row, moment_of_wire
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery
from tests.recordings.framed_folder import CLOCK, record_lines, record_raw


@contextmanager
def opened(folder: Path) -> Iterator[StoredPoem]:
    poem = StoredPoem.existing(folder)
    yield poem
    if poem.recording is not None:
        poem.recording.close()
    poem.close()


def of_day(time: int) -> str:
    return of_day_text(CLOCK, time)[:-3]


def test_a_row_has_its_time_and_that_since_the_frame_before(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", [b"one\ntwo\nth", b"ree\n"], waits=[24_000, 1_340_000])
    with opened(folder) as poem:
        found = [moment_of_row(poem, offset) for offset in (0, 2, 4, 8, 13, 14)]
        assert found == [
            f"{of_day(24_000)} · +24 ms",
            f"{of_day(24_000)} · +24 ms",
            f"{of_day(24_000)} · +0 µs",
            f"{of_day(1_364_000)} · +1.34 s",
            f"{of_day(1_364_000)} · +1.34 s",
            "",
        ]


def test_of_a_frame_that_goes_on_it_is_since_the_chunk_before(tmp_path: Path) -> None:
    poem = RecordedPoem(tmp_path / "poem")
    for number, word in enumerate((b"one", b" two", b" three")):
        poem.chunk(word, Delivery("part", word), at=(0, 3, 7)[number])
    with opened(poem.folder) as stored:
        assert moment_of_row(stored, 9).endswith(" · +1 ms")


def test_without_a_clock_it_is_since_the_start(tmp_path: Path) -> None:
    folder = record_raw(tmp_path / "poem", [b"one", b" and two\n"])
    info = read_info(folder)
    assert info is not None
    write_info(folder, evolve(info, clock=0.0))
    with opened(folder) as poem:
        assert moment_of_row(poem, 5) == "0.002000 s · +2 ms"


def test_a_byte_of_the_wire_has_the_time_of_its_chunk(tmp_path: Path) -> None:
    with opened(record_lines(tmp_path / "poem", [b"one\ntw", b"o\n"])) as poem:
        assert [moment_of_wire(poem.recording, offset) for offset in (5, 6, 9)] == [of_day(1000), of_day(2000), ""]


def test_where_nothing_is_known_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert moment_of_row(None, 0) == moment_of_wire(None, 0) == moment_of_row(StoredPoem(tmp_path), 0) == ""
    with opened(record_lines(tmp_path / "poem", [b"one\n"])) as poem:
        assert poem.recording is not None
        monkeypatch.setattr(poem.recording, "chunk_of_row", _broken)
        monkeypatch.setattr(poem.recording, "chunk_at", _broken)
        assert moment_of_row(poem, 0) == moment_of_wire(poem.recording, 0) == ""


def _broken(_offset: int) -> None:
    raise OSError(5, "Input/output error")
