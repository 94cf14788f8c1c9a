"""Lines are chosen by the fields of their frames, as a protocol tells them, a bit at a time."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twisted.internet.task import Clock

from poetrygui.api import PoemProtocol, json_fields
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError, Kind, Question, waits_for
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.line_filter import LineFilter
from poetrygui.recordings import field_scanner
from poetrygui.recordings.field_scanner import FieldScanner
from poetrygui.recordings.field_source import FieldSource, NoFields, OwnFields
from tests.core.fields.json_texts import LINES, TESTS
from tests.protocols.framing import load
from tests.recordings.framed_folder import record_lines
from tests.surroundings import PATIENCE

JsonLines = load("jsonl")
LOG = [json.dumps({"level": ("INFO", "ERROR")[n % 3 == 0], "ms": n}).encode() + b"\n" for n in range(1000)]


class Taken(JsonLines):  # type: ignore[valid-type,misc]  # it is loaded by its path
    """The same fields, which nothing knows to be those of JSON."""

    def fields(self, frame: bytes) -> Mapping[str, object]:
        return json_fields(frame)


class Sized(PoemProtocol):
    def fields(self, frame: bytes) -> Mapping[str, object]:
        return {"size": len(frame)}


def recorded(folder: Path, protocol: str = "jsonl", lines: list[bytes] = LOG) -> StoredPoem:
    return StoredPoem.existing(record_lines(folder, lines, protocol=protocol))


@pytest.fixture
def poem(tmp_path: Path) -> Iterator[StoredPoem]:
    poem = recorded(tmp_path / "poem")
    yield poem
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


class Chosen:
    """Chooses lines of a poem by a test of a field."""

    def __init__(self, poem: StoredPoem, written: str, fields_of: Callable[[Recording], FieldSource] | None = None):
        self.clock = Clock()
        self.seen: set[str] = set()
        of = fields_of or (lambda _: OwnFields(load("jsonl"), self.clock))
        self.lines = LineFilter(
            poem,
            (Condition(written, is_field=True),),
            lambda each: FieldScanner(
                each, lambda offset: (poem, offset), of, lambda _, names: self.seen.update(names), has_all=True
            ),
        )

    @property
    def text(self) -> bytes:
        while self.lines.work(1.0):
            self.clock.advance(0)
        self.lines.rest()
        return self.lines.chosen.read(0, self.lines.chosen.size)


def test_lines_are_those_of_frames_with_the_field(poem: StoredPoem) -> None:
    chosen = Chosen(poem, "level = ERROR")
    assert chosen.text == b"".join(line for line in LOG if b"ERROR" in line)
    assert chosen.seen == {"level", "ms"}
    assert Chosen(poem, "ms >= 998").text == b"".join(LOG[998:])
    assert Chosen(poem, "other = 1").text == b""


def test_a_regular_expression_is_looked_for_in_a_field(poem: StoredPoem) -> None:
    assert Chosen(poem, "ms ~ ^(7|99.)$").text == b"".join([LOG[7], *LOG[990:]])
    assert Chosen(poem, "level ~ err").text == b"".join(line for line in LOG if b"ERROR" in line)
    assert Chosen(poem, "other ~ .*").text == b""


def test_what_takes_its_time_is_waited_for(poem: StoredPoem) -> None:
    clock = Clock()
    chosen = Chosen(poem, "ms < 3", lambda _: OwnFields(load("jsonl"), clock, at_once=0.0, bytes_at_once=1))
    while chosen.lines.work(0.0):
        clock.advance(0)
    assert chosen.text == b"".join(LOG[:3])


def test_it_tells_whether_it_waits_for_others(poem: StoredPoem, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()

    def scanner(at_once: float) -> FieldScanner:
        source = OwnFields(Taken, clock, at_once=at_once, bytes_at_once=1)
        made = FieldScanner(
            Condition("ms", is_field=True), lambda at: (poem, at), lambda _: source, lambda *_: None, has_all=True
        )
        made.ask(Question(Kind.LINES, b"".join(LOG), 0, poem.size))
        return made

    monkeypatch.setattr(field_scanner, "SLICE", PATIENCE)
    waiting = scanner(0.0)
    assert (waiting.answer(), waiting.waits, waits_for(waiting)) == (None, True, True)
    monkeypatch.setattr(field_scanner, "SLICE", 0.0)
    at_work = scanner(10.0)
    assert (at_work.answer(), at_work.waits, waits_for(at_work)) == (None, False, False)
    assert waits_for(TextScanner("a")), "of others it is not known"


def test_all_lines_of_a_frame_are_chosen(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    for frame in (b"1", b"two\nlines", b"three\n", b"4444\n4444"):
        store.frame(frame)
    store.flush()
    recording = recorded(tmp_path / "other").recording
    store.recording = recording
    assert Chosen(store, "size = 9", lambda _: OwnFields(Sized, Clock())).text == b"two\nlines\n4444\n4444\n"
    store.close()


def test_where_no_fields_are_known_that_is_said(poem: StoredPoem, tmp_path: Path) -> None:
    with pytest.raises(FindError, match="The protocol jsonl tells no fields of frames"):
        _ = Chosen(poem, "a", lambda _: NoFields("")).text
    with pytest.raises(FindError, match="the protocol is gone"):
        _ = Chosen(poem, "a", lambda _: NoFields("the protocol is gone")).text
    store = PoemStore(tmp_path / "rows")
    store.frame(b"{}")
    store.flush()
    with pytest.raises(FindError, match="was not kept"):
        _ = Chosen(store, "a").text
    store.close()
    with pytest.raises(FindError, match="no test of a field"):
        FieldScanner(Condition("=", is_field=True), lambda _: (None, 0), lambda _: NoFields(""), lambda *_: None)


def test_a_line_that_is_of_no_poem_has_no_fields(poem: StoredPoem) -> None:
    between = len(LOG[0])
    scanner = FieldScanner(
        Condition("ms", is_field=True),
        lambda offset: (None, 0) if offset == between else (poem, offset),
        lambda _: OwnFields(load("jsonl"), Clock()),
        lambda *_: None,
    )
    assert scanner.matches_in(LOG[0]) == []
    lines = LineFilter(poem, (Condition("ms", is_field=True),), lambda _: scanner)
    while lines.work(1.0):
        pass
    assert lines.chosen.line_count == len(LOG) - 1


def test_a_line_longer_than_a_block_has_none(tmp_path: Path) -> None:
    poem = recorded(tmp_path / "poem", lines=[b'{"a": "%b"}\n' % (b"x" * 600_000), b'{"a": 1}\n'])
    assert Chosen(poem, "a").text == b'{"a": 1}\n'
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


@settings(max_examples=30)
@given(st.lists(LINES, max_size=12), TESTS, st.booleans())
def test_lines_of_json_are_chosen_as_if_each_was_taken_apart(
    lines: list[bytes], written: str, has_others: bool
) -> None:
    others = [b'{"level":"INFO","ms":%d}' % ms for ms in range(80 if has_others else 0)]
    with tempfile.TemporaryDirectory() as folder:
        poem = recorded(Path(folder) / "poem", lines=[line + b"\n" for line in [*others, *lines, *others]])
        quick, taken = (OwnFields(protocol, Clock(), at_once=10.0) for protocol in (JsonLines, Taken))
        assert Chosen(poem, written, lambda _: quick).text == Chosen(poem, written, lambda _: taken).text
        assert poem.recording is not None
        poem.recording.close()
        poem.close()
