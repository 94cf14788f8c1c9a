"""A poem's lines are told with the times of their ends, once each, whenever its log has grown."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.merge_source import MergeSource
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.recordings.framed_folder import CLOCK, record_lines


def test_each_end_is_told_once(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"a\nb", b"egun\n", b"c\n"], waits=[1, 2, 3]))
    assert poem.recording is not None
    is_over = [False]
    source = MergeSource(poem, poem.recording, lambda: is_over[0])
    assert source.may_have_more
    assert source.look(7)
    told = [(arrived.time - round(CLOCK * 1_000_000), arrived.stop, arrived.newlines) for arrived in source.waiting]
    assert told == [(1, 2, 1), (3, 8, 2), (6, 10, 3)]
    assert {arrived.seen for arrived in source.waiting} == {7}
    source.waiting.clear()
    assert not source.look(8)
    assert source.may_have_more
    is_over[0] = True
    assert not source.look(9)
    assert [source.may_have_more, source.is_behind] == [False, False]
    source.release()
    poem.close()
