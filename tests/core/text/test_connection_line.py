"""The line between two connections tells how the one ended and when the next began, and is harmless."""

from __future__ import annotations

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.text.connection_line import connection_line

STARTED = "2026-03-01T12:00:00+01:00"
ENDED = Ended(Outcome.RESET, "the connection was broken off, not closed", bytes=1200, seconds=10.0)


def test_it_tells_both_with_their_times() -> None:
    assert connection_line(STARTED, ENDED, "2026-03-01T12:00:12+01:00") == (
        "── 2026-03-01 12:00:10 · Connection reset: the connection was broken off, not closed · 1.2 kB in 10 s"
        " · connected again 12:00:12 ──"
    )


def test_on_another_day_the_day_is_told() -> None:
    assert connection_line(STARTED, ENDED, "2026-03-02T12:00:12+01:00").endswith("again 2026-03-02 12:00:12 ──")


def test_what_is_not_known_is_not_told() -> None:
    assert connection_line("", None, "yesterday") == "── its end was not noted · connected again ──"
    assert connection_line("", ENDED, STARTED).startswith("── Connection reset: ")


def test_a_reason_of_any_kind_stays_one_harmless_row() -> None:
    reason = "it said:\n\x1b[2J\u202e" + "x" * 500
    line = connection_line(STARTED, Ended(Outcome.PROTOCOL_ERROR, reason), STARTED)
    assert len(line) < 300
    assert not {"\n", "\x1b", "\u202e"} & set(line)


def test_of_one_that_was_interrupted_nobody_knows_when() -> None:
    interrupted = Ended(Outcome.INTERRUPTED, "the program ended before the stream did", bytes=27)
    assert connection_line(STARTED, interrupted, "2026-03-01T12:00:12+01:00") == (
        "── Interrupted: the program ended before the stream did · 27 bytes · connected again 12:00:12 ──"
    )
