"""What was sent is found in the log of a recording: where it was, when, and what; and read again as a whole."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems import sent_search
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.sent_search import HEAD, SentMessage, SentSearch
from poetrygui.core.poems.wire_records import sent_not_kept
from poetrygui.recordings.forget import forget_sent_in

INFO = PoemInfo("a server", "host:1", "raw", "2026-01-01T00:00:00+00:00", clock=1.5e9)


def searched(search: SentSearch) -> list[SentMessage]:
    while search.work(perf_counter()):
        pass
    return search.found


def test_they_are_found_where_they_were_sent_while_more_comes(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "one", INFO, shown=True)
    writer.received(b"login: ", 10)
    writer.sent(b"joe\r\n", 20)
    writer.event(EventKind.SENT_NOT_KEPT, 25, "5 bytes")
    writer.received(b"hello\n", 30)
    writer.flush()
    recording = Recording.existing(tmp_path / "one")
    search = SentSearch(recording)
    first, second = searched(search)
    assert (first.at, first.time, first.size, first.head, first.not_kept) == (7, 20, 5, b"joe\r\n", "")
    assert (second.at, second.time, second.not_kept) == (7, 25, "5 bytes")
    assert search.whole(first) == b"joe\r\n"
    assert search.whole(second) is None
    for number in range(3000):  # over several blocks of the log
        writer.received(b"x\n", 40 + number)
    writer.sent(b"y" * 5000, 4000)
    writer.sent(b"z", 4001)
    writer.flush()
    recording.look()
    *before, long, last = searched(search)
    assert before == [first, second]
    assert (long.at, long.size, long.head) == (13 + 6000, 5000, b"y" * HEAD)
    assert search.whole(long) == b"y" * 5000
    assert (last.size, last.head) == (1, b"z")
    recording.close()


def test_of_what_keeps_nothing_sent_and_of_too_many_no_more_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_search, "MOST_SENT", 3)
    for name, kept in (("all", WhatIsKept.EVERYTHING), ("none", WhatIsKept.ARRIVALS)):
        writer = RecordingWriter(tmp_path / name, evolve(INFO, kept=kept))
        for number in range(5):
            writer.sent(b"%d" % number, number)
        writer.flush()
    kept_all, kept_none = Recording.existing(tmp_path / "all"), Recording.existing(tmp_path / "none")
    assert [each.head for each in searched(SentSearch(kept_all))] == [b"0", b"1", b"2"]
    assert searched(SentSearch(kept_none)) == []
    kept_all.close()
    kept_none.close()


def test_what_was_forgotten_is_found_when_it_is_read_again(tmp_path: Path) -> None:
    writer = RecordingWriter(tmp_path / "poem", evolve(INFO, kept=WhatIsKept.EVERYTHING))
    writer.sent(b"secret", 5)
    writer.add(sent_not_kept(6, 7))
    writer.end(Ended(Outcome.COMPLETE, "the server closed the connection"))
    forget_sent_in(tmp_path / "poem")
    again = Recording.existing(tmp_path / "poem")
    assert again.info.kept is WhatIsKept.ARRIVALS
    assert [(each.time, each.not_kept) for each in searched(SentSearch(again))] == [(5, "6 bytes, forgotten later")]
    again.close()
