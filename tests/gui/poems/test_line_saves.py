"""Filtered lines are saved with their times, as text, JSON lines and CSV; those of several servers with their names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from twisted.internet.defer import succeed
from twisted.internet.task import Clock

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.library.sent_merged import SentMerged
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.gui.poems.line_saves import line_ways
from poetrygui.gui.poems.save_ways import Pieces, saved_pieces
from poetrygui.recordings.field_source import OwnFields
from tests.core.library.test_merged_poem import part
from tests.protocols.framing import load
from tests.recordings.framed_folder import CLOCK, record_lines

LOG = [b'{"level": "%s", "ms": %d}\n' % ((b"INFO", b"ERROR")[n % 3 == 0], n) for n in range(900)]
ERRORS = (Condition("error"),)
ENDED = Ended(Outcome.COMPLETE, "the server closed the connection")

Poem = Callable[[str, list[bytes]], KeptPoem]


@pytest.fixture
def fields() -> TableFields:
    return TableFields(lambda _: OwnFields(load("jsonl"), Clock(), at_once=10.0))


@pytest.fixture
def poem(tmp_path: Path) -> Iterator[Poem]:
    made: list[StoredPoem] = []

    def make(name: str, lines: list[bytes]) -> KeptPoem:
        folder = record_lines(tmp_path / name, lines, protocol="jsonl")
        poem = KeptPoem(PoemInfo(name, "127.0.0.1:7", "jsonl", ""), folder, ENDED)
        poem.store = StoredPoem.existing(folder)
        made.append(poem.store)
        return poem

    yield make
    for store in made:
        assert store.recording is not None
        store.recording.close()
        store.close()


def written(pieces: Pieces) -> bytes:
    """Return what is written: there is nothing to be waited for."""
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def saved(poem: KeptPoem, name: str, filters: tuple[Condition, ...], fields: TableFields | None = None) -> bytes:
    """Return the file that the way of that name gives."""
    ways = {way.name: way for way in line_ways(poem, filters, lambda: succeed(None), fields)}
    return written(saved_pieces(ways[name], poem))


def test_filtered_lines_have_times(poem: Poem, fields: TableFields) -> None:
    lines = saved(poem("a log", LOG), "Filtered lines with times of the day", ERRORS).splitlines()
    assert [line.split(b"  ", 1)[1] + b"\n" for line in lines] == LOG[::3]
    assert len({line[:15] for line in lines}) == 300


def test_filtered_frames_have_fields(poem: Poem, fields: TableFields) -> None:
    log = poem("a log", LOG)
    told = [
        json.loads(line)
        for line in saved(log, "Filtered frames with times and fields, as JSON lines", ERRORS, fields).splitlines()
    ]
    assert [each["fields"]["ms"] for each in told] == [*range(0, 900, 3)]
    assert told[1]["time"] == CLOCK + 0.004
    by_field = (Condition("ms > 895", is_field=True),)
    table = saved(log, "Filtered frames with times and fields, as CSV", by_field, fields)
    head, *rows = csv.reader(io.StringIO(table.decode()))
    assert head == ["number", "time", "wait", "size", "level", "ms", "text", "base64"]
    assert [row[0] for row in rows] == ["897", "898", "899", "900"]


def test_of_a_selection_there_is_what_is_in_it(poem: Poem, fields: TableFields) -> None:
    log = poem("a log", LOG)
    span = len(LOG[0]), sum(map(len, LOG[:5]))
    for way in line_ways(log, ERRORS, lambda: succeed(None), fields):
        data = written(saved_pieces(way, log, span))
        assert b"INFO" not in data
        assert len(data.splitlines()) == 1 + (way.ending == ".csv")


def test_lines_of_several_servers_have_their_names(poem: Poem) -> None:
    merged = MergedPoem([poem("one", [b"a\n", b"b\n"]), poem("another", [b"c\n", b"d\n"])])
    merged.take()
    while merged.merge(1.0, 9.0):
        pass
    text = saved(merged, "Lines with times and names", ()).decode().splitlines()
    assert [line.split("  ", 1)[1] for line in text] == ["one      a", "another  c", "one      b", "another  d"]
    told = [json.loads(line) for line in saved(merged, "Lines with times and names, as JSON lines", ()).splitlines()]
    assert [(each["server"], each["text"]) for each in told] == [
        *(("one", "a"), ("another", "c"), ("one", "b"), ("another", "d")),
    ]
    only = saved(merged, "Filtered lines with times and names", (Condition("d"),))
    assert only.endswith(b"another  d\n")
    assert only.count(b"\n") == 1
    merged.discard()


def test_what_was_sent_stands_among_lines_of_several_servers(tmp_path: Path) -> None:
    one = part(tmp_path / "one", "one", b"a\n", b"b\n", sent={0: b"hi", 1: b"PI\xffNG\r\n"})
    two = part(tmp_path / "two", "two", b"c\n", b"d\n", sent={1: b"x" * 500})
    merged = MergedPoem([one, two])
    merged.take()
    while merged.merge(1.0, 9.0):
        pass
    found = SentMerged(merged, lambda: None)
    found.work(1)

    def ways(filters: tuple[Condition, ...], sent: list[FoundMessage]) -> list[list[str]]:
        return [
            written(saved_pieces(way, merged)).decode("utf-8", "backslashreplace").split("\n")[:-1]
            for way in line_ways(merged, filters, lambda: succeed(None), sent=sent)
        ]

    text, as_json = ways((), found.found)
    assert [line.split("  ", 1)[1] for line in text[:5]] == [
        *("one  → sent hi", "one  a", "two  c", "one  → sent PI\\xffNG\\r\\n", "one  b"),
    ]
    assert text[5].endswith("x … 500 bytes in all")
    told = [json.loads(line) for line in as_json]
    assert [each["event"] for each in told] == ["sent", "line", "line", "sent", "line", "sent", "line"]
    assert (told[0]["text"], told[0]["server"], told[3]["base64"]) == ("hi", "one", "UEn/TkcNCg==")
    assert len(told[5]["text"]) == 500, "all of it, not only what is seen"
    assert [each["delta"] >= 0 for each in told] == [True] * 7
    only, _ = ways((Condition("b"),), found.found)
    assert [line.split("  ", 1)[1][:12] for line in only] == ["one  → sent ", "one  → sent ", "one  b", "two  → sent "]
    assert written(saved_pieces(line_ways(merged, (), lambda: succeed(None), sent=[])[0], merged)).count(b"\n") == 4
    found.close()
    merged.discard()
    for each in (one, two):
        each.close()


def test_text_in_another_encoding_is_written_as_utf_8(poem: Poem) -> None:
    log = poem("a log", ["prêt ERROR\n".encode("latin-1")])
    log.read_as(Lettering("latin-1"))
    assert saved(log, "Filtered lines with times of the day", ERRORS).decode().endswith("prêt ERROR\n")


def test_nothing_is_offered_where_there_is_nothing_more_to_save(poem: Poem, tmp_path: Path) -> None:
    assert line_ways(poem("a log", LOG[:3]), (), lambda: succeed(None)) == ()
    unread = KeptPoem(PoemInfo("", "", "", ""), tmp_path)
    assert line_ways(unread, ERRORS, lambda: succeed(None)) == ()
