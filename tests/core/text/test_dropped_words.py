"""What is said of a beginning that is not kept: bytes, frames and time, and nothing where all is kept."""

from __future__ import annotations

from poetrygui.core.poems.kept_part import NOTHING, Dropped
from poetrygui.core.text.dropped_words import dropped_sentence, dropped_words


def test_nothing_is_said_where_all_is_kept() -> None:
    assert dropped_words(NOTHING) == dropped_sentence(NOTHING) == ""
    assert dropped_words(None) == dropped_sentence(None) == ""


def test_what_is_not_kept_is_said_by_bytes_frames_and_time() -> None:
    dropped = Dropped(wire=1_234_000_000, frames=5000, time=7_500_000_000)
    assert dropped_words(dropped) == "without the first 1.2 GB"
    assert dropped_sentence(dropped) == (
        "The first 1.2 GB (5,000 frames), of 2 h 05 min, were not kept: the recording was longer than it may be."
    )
    assert dropped_sentence(Dropped(wire=7)) == (
        "The first 7 bytes were not kept: the recording was longer than it may be."
    )
