"""What is shown of recordings: nothing at first, and the times in turns."""

from __future__ import annotations

from poetrygui.gui.recording.recording_look import RecordingLook, Times


def test_nothing_is_shown_at_first() -> None:
    assert RecordingLook() == RecordingLook(ruler=False, bytes=False, times=Times.NONE, table=False)


def test_a_table_alone_is_something() -> None:
    assert RecordingLook(table=True).is_some
    assert not RecordingLook().is_some


def test_one_key_goes_through_all_ways() -> None:
    times, seen = Times.NONE, []
    for _ in Times:
        times = times.following
        seen.append(times)
    assert seen == [Times.SINCE_START, Times.OF_DAY, Times.SINCE_FRAME, Times.NONE]
    assert [each.is_some for each in seen] == [True, True, True, False]


def test_anything_beside_the_text_is_some() -> None:
    assert RecordingLook(frames=True).is_some
    assert RecordingLook(arrivals=True).is_some
