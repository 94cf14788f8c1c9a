"""The time of a recording: µs since its beginning, whatever the clock on the wall shows."""

from __future__ import annotations

from poetrygui.core.poems.recording_clock import RecordingClock


def test_it_tells_microseconds_since_it_was_made() -> None:
    steady, wall = iter([100.0, 100.25, 102.5]), iter([1e9, 5.0])
    clock = RecordingClock(steady.__next__, wall.__next__)
    assert clock.began_at == 1e9
    assert [clock.now(), clock.now()] == [250_000, 2_500_000]
    assert clock.wall() == 5.0


def test_it_never_goes_back() -> None:
    clock = RecordingClock()
    times = [clock.now() for _ in range(100)]
    assert times == sorted(times)
    assert times[0] >= 0
