"""A recording without the frames that were made of it says so, and how they are made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.outcomes import Connecting, Ended, Outcome
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.unframed_words import lacks_frames, unframed_sentence
from tests.recordings.framed_folder import record_lines, record_raw

ENDED = Ended(Outcome.COMPLETE, "the server closed the connection", bytes=9, frames=2)


def test_what_is_one_frame_that_goes_on_has_none_of_those_that_were_made(tmp_path: Path) -> None:
    framed = StoredPoem.existing(record_lines(tmp_path / "lines", [b"one\ntwo\n"]))
    assert not lacks_frames(framed, "lines", ENDED)
    log = tmp_path / "raw" / "log.000"
    record_raw(tmp_path / "raw", [b"one\ntwo\n"])
    assert not lacks_frames(StoredPoem.existing(tmp_path / "raw"), "lines", ENDED)
    log.write_bytes(log.read_bytes()[:-3])  # without the end, at which the frame was complete
    open_ended = StoredPoem.existing(tmp_path / "raw")
    assert lacks_frames(open_ended, "lines", ENDED)
    assert not lacks_frames(open_ended, "raw", ENDED)
    assert not lacks_frames(open_ended, "lines", Connecting())
    assert not lacks_frames(None, "lines", ENDED)
    begun = StoredPoem.existing(record_lines(tmp_path / "begun", []))
    assert not lacks_frames(begun, "lines", ENDED), "one that is made once more has none yet"


@pytest.mark.parametrize(
    "protocol, frames, said",
    [
        (
            "lines",
            1200,
            "the 1,200 frames that lines made of it are not in what was imported. “Frame it with …” makes them again.",
        ),
        (
            "",
            1,
            "the 1 frame that its protocol made of it is not in what was imported. “Frame it with …” makes it again.",
        ),
    ],
)
def test_it_says_how_to_have_them(protocol: str, frames: int, said: str) -> None:
    assert unframed_sentence(protocol, frames) == f"Shown as it came: {said}"
