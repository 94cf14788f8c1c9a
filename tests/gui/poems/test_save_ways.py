"""The ways to save a poem: with times, where its recording has them; all of it, or what is selected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from twisted.internet.task import Clock

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.gui.poems.save_ways import EXACT, ROWS, SavedPart, ways_for
from poetrygui.recordings.field_source import OwnFields
from tests.gui.poems.saved import all_of
from tests.protocols.framing import load
from tests.recordings.framed_folder import record_lines


@pytest.fixture
def part(tmp_path: Path) -> Iterator[SavedPart]:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"1\n[2", b"]\n", b"3\n"], protocol="jsonl"))
    assert poem.recording is not None
    yield SavedPart(poem, poem.recording.info.ended, 0, poem.size)
    poem.recording.close()
    poem.close()


def test_with_a_recording_there_are_times(part: SavedPart) -> None:
    saved = {way.name_filter: all_of(way.pieces(part)) for way in ways_for(part.poem)}
    rows, exact, start, day, frame, lines, _read = saved.values()
    assert (rows, exact) == (b"1\n[2]\n3\n", b"1[2]3")
    assert start == b"0.001000 s  1\n0.002000 s  [2]\n0.003000 s  3\n"
    assert day.count(b":") == 6
    assert frame.count(b"+1 ms") == 3
    assert [json.loads(line)["event"] for line in lines.splitlines()] == ["frame", "frame", "frame", "end"]


def test_of_a_selection_all_of_them_give_what_is_selected(part: SavedPart) -> None:
    fields = TableFields(lambda _: OwnFields(load("jsonl"), Clock(), at_once=10.0))
    some = evolve(part, start=2, stop=6, is_all=False)
    saved = [all_of(way.pieces(some)) for way in ways_for(part.poem, fields=fields)]
    rows, exact, start, _day, frame, lines, with_fields, as_csv, read = saved
    assert (rows, exact, start, read) == (b"[2]\n", b"[2]", b"0.002000 s  [2]\n", b"[2]\n")
    assert frame.strip() == b"+1 ms  [2]"
    assert [json.loads(line)["text"] for line in lines.splitlines()] == ["[2]"]
    assert [json.loads(line)["fields"] for line in with_fields.splitlines()] == [{"value": [2]}]
    head, row = as_csv.decode().splitlines()
    assert head == "number,time,wait,size,value,text,base64"
    assert row.startswith("2,")
    assert row.endswith(",0.001,3,[2],[2],")


def test_bytes_on_the_wire_are_told_where_they_can_be_found(part: SavedPart) -> None:
    fields = TableFields(places_of=lambda _: None)
    *_, as_text, as_json, as_csv, _read = ways_for(part.poem, fields=fields)
    assert (as_text.name, as_text.ending) == ("Frames with times and bytes on the wire, as text", ".txt")
    assert all_of(as_text.pieces(part)).split() == b"0.001000 s 1 0.002000 s [2] 0.003000 s 3".split()
    assert as_json.name == "Frames with times, fields and bytes on the wire, as JSON lines"
    assert [json.loads(line)["text"] for line in all_of(as_json.pieces(part)).splitlines()] == ["1", "[2]", "3"]
    assert all_of(as_csv.pieces(part)).startswith(b"number,time,wait,size,wire_from,wire_to,text,base64\n")


def test_columns_are_those_of_the_table(part: SavedPart) -> None:
    fields = TableFields(lambda _: OwnFields(load("jsonl"), Clock(), at_once=10.0))
    fields.choose("jsonl", ["other"])
    *_, way, _read = ways_for(part.poem, fields=fields)
    assert all_of(way.pieces(part)).startswith(b"number,time,wait,size,other,text,base64\n")
    assert all_of(way.pieces(evolve(part, is_first=False))).startswith(b"1,")


def test_without_one_there_are_rows_and_bytes(tmp_path: Path) -> None:
    poem = StoredPoem(tmp_path / "poem")
    assert ways_for(poem) == ways_for(None) == ways_for(poem, fields=TableFields())
    assert ways_for(None)[:2] == (ROWS, EXACT)


def test_what_is_read_in_another_encoding_is_saved_as_it_is_read(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", ["ü\x1b[1m\x07\n".encode("latin-1"), b"two\n"]))
    first, rows, exact, *_ = ways_for(poem, Lettering("iso8859-1"))
    part = SavedPart(poem, None, 0, poem.size)
    assert all_of(first.pieces(part)).decode() == "ü\x07\ntwo\n"
    assert (rows, exact) == (ROWS, EXACT)
    assert all_of(ROWS.pieces(part)) == b"\xfc\x1b[1m\x07\ntwo\n"
    poem.close()
