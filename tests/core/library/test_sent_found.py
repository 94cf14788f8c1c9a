"""What was sent is found on every connection of a tab, and anew where that was written anew."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.sent_found import SentFound
from poetrygui.core.library.stream import Part
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.stored_poem import StoredPoem


def part(folder: Path, sent: bytes) -> Part[StoredPoem]:
    info = poems.PoemInfo("a server", "host:1", "raw", "2026-01-01T00:00:00+00:00", kept=WhatIsKept.EVERYTHING)
    writer = RecordingWriter(folder, info, shown=True)
    writer.received(b"hello\n", 10)
    writer.sent(sent, 20)
    writer.end(None)
    return Part(info, folder, StoredPoem.existing(folder))


def sent_of(found: SentFound) -> list[tuple[int, bytes]]:
    while found.work(1):
        pass
    return [(each.at, each.message.head) for each in found.found]


def test_each_connections_messages_stand_behind_those_of_the_one_before(tmp_path: Path) -> None:
    first, second, third = (part(tmp_path / name, name.encode()) for name in ("one", "two", "three"))
    poem = KeptPoem(first.info, first.directory)
    grown: list[int] = []
    found = SentFound(poem, lambda: grown.append(1))
    assert sent_of(found) == []
    poem.go_on_with(first, None)
    assert sent_of(found) == [(6, b"one")]
    poem.go_on_with(second, None)
    base = poem.stream.base
    assert sent_of(found) == [(6, b"one"), (base + 6, b"two")]
    poem.go_on_with(third, 150)  # of those before, what is over so many bytes is let go of
    assert [head for _, head in sent_of(found)] == [b"one", b"two", b"three"]
    assert found.found[-1].at == poem.stream.base + 6
    assert found.times_begun == 0
    assert not grown
    again = StoredPoem.existing(third.directory)
    poem.stream.replace_last(again)
    poem.store = again
    assert [head for _, head in sent_of(found)][-1] == b"three"
    assert found.times_begun == 1, "it is another recording, and what was found of the one before is not there"
    found.close()
    poem.close()
