"""Lines in a file have the times of the chunks that brought them, and the names of those who sent them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from twisted.internet.defer import Deferred, succeed

from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.moments import of_day_text
from poetrygui.recordings import timed_lines
from poetrygui.recordings.timed_lines import LineStretch, RowTimes, lines_as_json, lines_as_text
from tests.recordings.framed_folder import CLOCK, record_lines

CHUNKS = [b"one\ntwo\n", b"thr", b"ee\nfour\n\xff\n", b"last\n"]


@pytest.fixture
def poem(tmp_path: Path) -> Iterator[StoredPoem]:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", CHUNKS))
    yield poem
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


def whole(poem: StoredPoem) -> LineStretch:
    return LineStretch(poem, 0, poem.size, "a server")


def text_of(*pieces: object) -> bytes:
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def day(milliseconds: int) -> str:
    return of_day_text(CLOCK, milliseconds * 1000)


def test_lines_have_the_time_of_the_day_or_since_the_beginning(poem: StoredPoem) -> None:
    lines = text_of(*lines_as_text([whole(poem)])).splitlines()
    expected = [(1, b"one"), (1, b"two"), (3, b"three"), (3, b"four"), (3, b"\xff"), (4, b"last")]
    assert lines == [f"{day(at)}  ".encode() + line for at, line in expected]
    lines = text_of(*lines_as_text([whole(poem)], of_day=False)).splitlines()
    assert lines[0] == b"0.001000 s  one"


def test_some_lines_have_theirs_wherever_they_stand(poem: StoredPoem) -> None:
    some = [LineStretch(poem, start, start + 4, "x") for start in (4, 0)]
    assert text_of(*lines_as_text(some, names=5)).decode().splitlines() == [
        f"{day(1)}  x      two",
        f"{day(1)}  x      one",
    ]


def test_lines_are_objects_with_who_sent_them(poem: StoredPoem) -> None:
    told = [json.loads(line) for line in text_of(*lines_as_json([whole(poem)])).splitlines()]
    assert [each["event"] for each in told] == ["line"] * 6
    assert told[2] == {"event": "line", "server": "a server", "time": CLOCK + 0.003, "delta": 0.002, "text": "three"}
    assert told[4]["base64"] == "/w=="
    read = lines_as_json([whole(poem)], lambda line: line.decode("latin-1").encode())
    assert json.loads(text_of(*read).splitlines()[4])["text"] == "ÿ"


def test_what_is_waited_for_is_passed_on(poem: StoredPoem) -> None:
    waits: Deferred[None] = succeed(None)
    for lines in (lines_as_text([waits, whole(poem)]), lines_as_json([waits, whole(poem)])):
        assert next(lines) is waits
        assert isinstance(next(lines), bytes)


def test_a_long_line_comes_in_pieces_and_is_one(poem: StoredPoem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timed_lines, "READ_BLOCK", 2)
    assert text_of(*lines_as_text([whole(poem)])).splitlines()[2] == f"{day(3)}  three".encode()
    told = [json.loads(line) for line in text_of(*lines_as_json([whole(poem)])).splitlines()]
    assert "".join(each.get("text", "") for each in told) == "onetwothreefourlast"
    assert {each["event"] for each in told} == {"part", "line"}


def test_of_what_was_not_recorded_no_time_is_known(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.frame(b"one")
    store.flush()
    stretch = LineStretch(store, 0, store.size, "a server")
    assert text_of(*lines_as_text([stretch])) == b" " * 17 + b"one\n"
    assert json.loads(text_of(*lines_as_json([stretch]))) == {"event": "line", "server": "a server", "text": "one"}
    store.close()


def test_times_are_asked_for_in_any_order(poem: StoredPoem) -> None:
    assert poem.recording is not None
    times = RowTimes(poem.recording)
    assert [times.at(offset) for offset in (0, 7, 8, 21, 0, poem.size - 1, 9)] == [
        *(1000, 1000, 3000, 4000),
        *(1000, 4000, 3000),
    ]
    assert times.at(poem.size) is None
