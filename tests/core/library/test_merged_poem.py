"""A merged poem is made of others, and leaves them as they are."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import BeingMerged, MergedPoem
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.forgotten_sent import forget_sent
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.recordings.framed_folder import record_lines


def part(folder: Path, name: str, *lines: bytes, sent: dict[int, bytes] | None = None) -> KeptPoem:
    poem = KeptPoem(evolve(PoemInfo("", "", "", ""), name=name), folder, Ended(Outcome.COMPLETE, ""))
    poem.store = StoredPoem.existing(record_lines(folder, lines, sent=sent))
    return poem


def test_it_has_the_lines_of_its_parts(tmp_path: Path) -> None:
    one, two = part(tmp_path / "one", "one", b"a\n", b"b\n"), part(tmp_path / "two", "two", b"c\n")
    poem = MergedPoem([one, two])
    poem.take()
    poem.take()
    told: list[int] = []
    poem.changed.subscribe(lambda: told.append(poem.merged.size))
    while poem.merge(1, 0):
        pass
    assert poem.merged.read(0, 99) == b"a\nc\nb\n"
    assert (poem.source_parts, told) == ([0, 1], [6])
    assert poem.state == BeingMerged(6, 3)
    assert [poem.part_at(place) for place in (0, 2, 4)] == [0, 1, 0]
    assert poem.at(3) == (two.store, 1)
    assert [line for line, *_ in poem.connections()] == [""]
    assert (poem.is_kept, poem.info.name, poem.encoding) == (False, "one + two", "utf-8")
    two.read_as(Lettering("cp037"))
    assert MergedPoem([one, two]).encoding == ""
    poem.discard()
    for each in (one, two):
        each.close()


def test_many_have_a_short_name() -> None:
    names = [KeptPoem(evolve(PoemInfo("", "", "", ""), name=f"server {number}"), Path()) for number in range(20)]
    assert MergedPoem(names).info.name == "20 servers"
    assert MergedPoem(names).at(0) == (None, 0)
    assert MergedPoem(names).part_at(0) is None


def test_a_part_whose_log_was_written_anew_is_the_same_part(tmp_path: Path) -> None:
    one, two = part(tmp_path / "one", "one", b"a\n", b"b\n", sent={1: b"secret"}), part(tmp_path / "two", "two", b"c\n")
    poem = MergedPoem([one, two])
    poem.take()
    while poem.merge(1, 0):
        pass
    (sent,) = poem.merged.sent.there
    assert poem.origin(sent.source) == (one.store, one)
    before, one.store = one.store, None
    assert before is not None
    forget_sent(tmp_path / "one")
    one.store = StoredPoem.existing(tmp_path / "one")
    poem.take()
    while poem.merge(1, 0):
        pass
    assert poem.merged.read(0, 99) == b"a\nc\nb\n", "its lines are there once"
    assert [(each.at, each.message.not_kept) for each in poem.merged.sent.there] == [
        (sent.at, "6 bytes, forgotten later")
    ]
    assert poem.part_of(one.store) == 0
    poem.discard()
    for each in (one, two):
        each.close()
    before.close()
