"""A poem's lines are told with the times of their ends, once each, whenever its log has grown."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.forgotten_sent import forget_sent
from poetrygui.core.poems.merge_source import MergeSource
from poetrygui.core.poems.sent_search import HEAD
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import BLOCK
from tests.recordings.framed_folder import CLOCK, record_lines


def test_each_end_is_told_once(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"a\nb", b"egun\n", b"c\n"], waits=[1, 2, 3]))
    assert poem.recording is not None
    is_over = [False]
    source = MergeSource(poem, lambda: is_over[0])
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


def told(source: MergeSource) -> list[str]:
    """Return what waits, a letter for each: all that can be read is read."""
    found: list[str] = []
    while source.look(0):
        arrived = source.waiting.popleft()
        found.append(str(arrived.stop) if arrived.sent is None else f"{arrived.sent.head[:3]!r} at {arrived.stop}")
    return found


def test_what_was_sent_is_told_between_the_lines(tmp_path: Path) -> None:
    long = b"L" * (3 * BLOCK)
    chunks, sent = [b"a\nb", b"egun\n", b"c\n"], {0: b"hi", 1: long, 2: b"PING"}
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", chunks, sent=sent))
    source = MergeSource(poem, lambda: True)
    assert source.look(0)
    assert source.look(0), "what waits is not read again"
    first = source.waiting[0].sent
    assert first is not None
    assert (first.at, first.size, first.number) == (0, 2, 2)
    assert told(source) == ["b'hi' at 0", "2", "b'LLL' at 2", "8", "b'PIN' at 8", "10"]
    source.release()
    poem.close()


def test_a_long_message_is_one_over_several_blocks(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"a\n"], sent={0: b"L" * (3 * BLOCK)}))
    source = MergeSource(poem, lambda: True)
    assert source.look(0)
    (message,) = [arrived.sent for arrived in source.waiting if arrived.sent is not None]
    assert (message.size, len(message.head)) == (3 * BLOCK, HEAD)
    source.release()
    poem.close()


def test_lines_are_told_once_where_what_was_sent_is_forgotten(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "poem", [b"a\n", b"b\n", b"c\n"], sent={1: b"secret", 2: b"another"})
    poem = StoredPoem.existing(folder)
    source = MergeSource(poem, lambda: True)
    assert source.look(0)
    source.waiting.popleft()
    assert forget_sent(folder) == 13
    again = StoredPoem.existing(folder)
    source.replace(again)
    assert [arrived.sent.not_kept for arrived in source.waiting if arrived.sent is not None] == [
        f"{size} bytes, forgotten later" for size in (6, 7)
    ]
    assert told(source) == ["b'' at 2", "4", "b'' at 4", "6"]
    source.release()
    for each in (poem, again):
        each.close()
