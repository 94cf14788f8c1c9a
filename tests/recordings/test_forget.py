"""Only a recording of the profile's own is removed, and that whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Event
from poetrygui.errors import RecordingError, SaveError
from poetrygui.recordings.forget import check_forgettable, forget_recording, forget_sent_in
from tests.recordings.recorded_folder import begin, record


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    folder = record(tmp_path / "poems" / "one", [b"x"])
    other = record(tmp_path / "poems" / "two", [b"x"])
    check_forgettable(folder, tmp_path / "poems", tmp_path / "closed")
    forget_recording(folder)
    assert list(tmp_path.iterdir()) == [tmp_path / "poems"]
    assert list((tmp_path / "poems").iterdir()) == [other]


def test_what_is_elsewhere_or_a_link_is_not_ours(tmp_path: Path) -> None:
    elsewhere = record(tmp_path / "elsewhere", [b"x"])
    (tmp_path / "poems").mkdir()
    (tmp_path / "poems" / "link").symlink_to(elsewhere)
    for folder in (elsewhere, tmp_path / "poems" / "link"):
        with pytest.raises(RecordingError, match="not among this profile"):
            check_forgettable(folder, tmp_path / "poems")


def test_what_is_gone_already_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="could not be removed"):
        forget_recording(tmp_path / "poems" / "gone")


def test_of_what_was_sent_the_size_is_left_and_that_is_noted(tmp_path: Path) -> None:
    writer = begin(tmp_path / "one", [b"1:a,"])
    writer.sent(b"password", 5000)
    writer.end(Ended(Outcome.COMPLETE, "the server closed the connection"))
    assert forget_sent_in(tmp_path / "one") == 8
    again = Recording.existing(tmp_path / "one")
    assert again.info.kept is WhatIsKept.ARRIVALS
    assert again.wire(0, 99) == b"1:a,"
    assert list(again.records())[-1] == Event(5000, EventKind.SENT_NOT_KEPT, "8 bytes, forgotten later")
    again.close()
    assert forget_sent_in(tmp_path / "one") == 0


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder = record(tmp_path / "one", [b"x"])
    (folder / "log-without-sent.000").mkdir()
    with pytest.raises(SaveError, match="could not be written anew"):
        forget_sent_in(folder)
