"""Frames in files for others: each with its time and fields, of all rows or some."""

from __future__ import annotations

import csv
import io
import json
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.task import Clock

from poetrygui.api import PoemProtocol
from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.field_source import FieldSource, NoFields, OwnFields
from poetrygui.recordings.rows_with_times import Column
from poetrygui.recordings.saved_frames import FramesToSave
from poetrygui.recordings.table_rows import TableRows
from poetrygui.recordings.wire_places import WirePlaces
from tests.recordings.framed_folder import record_lines, record_netstrings, record_raw

Pieces = Iterator[bytes | Deferred[None]]


class Sized(PoemProtocol):
    def fields(self, frame: bytes) -> Mapping[str, object]:
        return {"size": len(frame), "of": {"first": frame[:1].decode("latin-1")}}


@contextmanager
def poem_of(folder: Path) -> Iterator[StoredPoem]:
    poem = StoredPoem.existing(folder)
    yield poem
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


def saved(poem: StoredPoem, pieces: Callable[[FramesToSave], Pieces], span: slice, source: FieldSource) -> bytes:
    assert poem.recording is not None
    frames = FramesToSave(TableRows(poem, poem.recording), span.start or 0, span.stop or poem.size, source)
    return b"".join(piece for piece in pieces(frames) if isinstance(piece, bytes))


def test_csv_has_a_column_for_each_field_that_is_wanted(tmp_path: Path) -> None:
    chunks = [b'one,"two"\nt', b"wo\n\xff\n"]
    with poem_of(record_lines(tmp_path / "poem", chunks, sent={1: b"PING"}, waits=[500, 250_000])) as poem:
        source = OwnFields(Sized, Clock(), at_once=10.0)
        text = saved(poem, lambda frames: frames.as_csv(["of.first", "none"]), slice(None), source).decode()
        head, *rows = csv.reader(io.StringIO(text))
        assert head == ["number", "time", "wait", "size", "of.first", "none", "text", "base64"]
        assert [row[0] for row in rows] == ["1", "2", "3"]
        assert [row[2:] for row in rows] == [
            ["0.0005", "9", "o", "", 'one,"two"', ""],
            ["0.0", "3", "t", "", "two", ""],
            ["0.0", "1", "ÿ", "", "", "/w=="],
        ]
        assert rows[0][1][19:].startswith(".000500")


def test_json_has_all_fields_and_of_a_selection_only_whole_frames(tmp_path: Path) -> None:
    with poem_of(record_lines(tmp_path / "poem", [b"one\ntwo\nthree\nfour\n"])) as poem:
        source = OwnFields(Sized, Clock(), at_once=10.0)
        lines = saved(poem, FramesToSave.as_json, slice(4, 14), source).splitlines()
        told = [json.loads(line) for line in lines]
        assert [(each["event"], each["text"], each["fields"]) for each in told] == [
            ("frame", "two", {"size": 3, "of": {"first": "t"}}),
            ("frame", "three", {"size": 5, "of": {"first": "t"}}),
        ]
        assert "fields" not in json.loads(saved(poem, FramesToSave.as_json, slice(0, 4), NoFields("")))
        assert saved(poem, FramesToSave.as_json, slice(1, 2), NoFields("")) == b""


def test_what_is_not_known_yet_is_waited_for(tmp_path: Path) -> None:
    long = b"x" * (LONGEST_FRAME + 1)
    with poem_of(record_lines(tmp_path / "poem", [b"%d\n" % number for number in range(500)] + [long + b"\n"])) as poem:
        clock = Clock()
        assert poem.recording is not None
        source = OwnFields(Sized, clock, at_once=0.0, bytes_at_once=1)
        frames = FramesToSave(TableRows(poem, poem.recording), 0, poem.size, source)
        lines, waits = b"", 0
        for piece in frames.as_json():
            if isinstance(piece, bytes):
                lines += piece
                continue
            waits += 1
            while not piece.called:
                clock.advance(0)
        told = [json.loads(line) for line in lines.splitlines()]
        assert waits > 2
        assert [each["size"] for each in told] == [each.get("fields", {"size": len(long)})["size"] for each in told]
        assert len(told) == 501


class Places:
    """Tells where frames lie once a test lets it."""

    def __init__(self) -> None:
        self.places = WirePlaces()
        self.found: Deferred[None] = Deferred()
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True
        self.places.close()


def _just(sought: Any, _recording: object) -> Any:
    return sought


def test_where_frames_lie_on_the_wire_is_told_when_that_is_found(tmp_path: Path) -> None:
    with poem_of(record_netstrings(tmp_path / "poem", [b"3:one,3:two,", b"4:four,"])) as poem:
        assert poem.recording is not None
        for name in ("as_json", "as_csv"):
            sought: Any = Places()
            rows = TableRows(poem, poem.recording)
            frames = FramesToSave(rows, 4, poem.size, NoFields(""), partial(_just, sought))
            pieces = frames.as_json() if name == "as_json" else frames.as_csv([])
            assert next(pieces) is sought.found
            sought.places.hear({"begin": [0, 0]})
            sought.places.hear(array("Q", [6, 12]))
            text = b"".join(piece for piece in pieces if isinstance(piece, bytes)).decode()
            if name == "as_json":
                told = [json.loads(line) for line in text.splitlines()]
                assert [(each["text"], each.get("wire")) for each in told] == [("two", [6, 12]), ("four", None)]
            else:
                lines = [*csv.DictReader(io.StringIO(text))]
                assert [(line["text"], line["wire_from"], line["wire_to"]) for line in lines] == [
                    ("two", "6", "12"),
                    ("four", "", ""),
                ]
            assert sought.is_closed


def test_who_sent_a_frame_stands_beside_it_in_json(tmp_path: Path) -> None:
    senders = {0: "127.0.0.1:1", 1: "127.0.0.1:2"}
    with poem_of(record_lines(tmp_path / "poem", [b"one\n", b"two\n"], senders=senders)) as poem:
        told = saved(poem, FramesToSave.as_json, slice(None), NoFields(""))
    assert [json.loads(line)["sender"] for line in told.splitlines()] == [*senders.values()]


def test_a_text_has_what_is_no_frame_yet_where_all_is_wanted(tmp_path: Path) -> None:
    with poem_of(record_lines(tmp_path / "poem", [b"one\ntw", b"o\n\nthree\n"], waits=[1000, 500])) as poem:
        text = saved(poem, lambda frames: frames.as_text(Column.FRAME), slice(None), NoFields("")).decode()
        assert text.split() == ["+1", "ms", "one", "+500", "µs", "two", "+0", "µs", "+0", "µs", "three"]
        assert saved(poem, lambda frames: frames.as_text(Column.START), slice(4, 8), NoFields("")) == (
            b"0.001500 s  two\n"
        )
    with poem_of(record_raw(tmp_path / "raw", [b"one\n", b"tw"])) as poem:
        poem_alone = saved(poem, lambda frames: frames.as_text(Column.START), slice(0, 4), NoFields(""))
        assert poem_alone == b""
