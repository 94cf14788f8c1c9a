"""What was sent to several servers is told as their lines are merged, and not what was forgotten meanwhile."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.sent_found import SentFound, sent_of
from poetrygui.core.library.sent_merged import SentMerged
from poetrygui.core.poems.forgotten_sent import forget_sent
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.library.test_merged_poem import part


def test_they_are_told_with_their_servers(tmp_path: Path) -> None:
    one = part(tmp_path / "one", "one", b"a\n", b"b\n", sent={0: b"hi", 1: b"secret"})
    two = part(tmp_path / "two", "two", b"c\n", sent={0: b"PING"})
    poem = MergedPoem([one, two])
    grown: list[int] = []
    found = sent_of(poem, lambda: grown.append(len(poem.merged.sent.there)))
    assert isinstance(found, SentMerged)
    assert (found.work(1), found.found) == (False, [])
    poem.take()
    while poem.merge(1, 0):
        pass
    found.work(1)
    assert grown[-1] == 3
    assert [(each.at, each.message.head, each.poem.info.name) for each in found.found] == [
        (0, b"hi", "one"),
        (2, b"PING", "two"),
        (4, b"secret", "one"),
    ]
    assert [each.search.whole(each.message) for each in found.found] == [b"hi", b"PING", b"secret"]
    assert found.found[0].store is one.store
    begun, before = found.times_begun, one.store
    forget_sent(tmp_path / "one")
    one.store = StoredPoem.existing(tmp_path / "one")
    poem.take()
    found.work(1)
    assert [(each.at, each.message.head) for each in found.found] == [(0, b""), (2, b"PING"), (4, b"")]
    assert found.found[0].store is one.store
    assert found.times_begun > begun
    found.close()
    poem.discard()
    for each in (one, two):
        each.close()
    assert before is not None
    before.close()
    assert isinstance(sent_of(one, lambda: None), SentFound)
