"""What the ruler says in words."""

from __future__ import annotations

from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.ruler_picture import FrameBar, Picture
from poetrygui.recordings.ruler_words import chunk_sentence, frame_sentence, picture_sentence

CHUNK = Chunk(7, 1000, 2440, 24_664, 3200, 40, 41, 0, 900, 0, 1, 1)


def test_a_view_is_summed_up() -> None:
    picture = Picture(chunk_count=5, frame_count=1, duration=9360)
    assert picture_sentence(picture, 1840) == "1.8 kB in view · 5 chunks · 1 frame · arrived within 9.36 ms"
    assert picture_sentence(Picture(chunk_count=1), 20) == "20 bytes in view · 1 chunk · 0 frames"


def test_a_chunk_is_told_of() -> None:
    assert chunk_sentence(CHUNK, torn=True) == (
        "Chunk 8: 1,440 bytes from byte 1,000 on, at 0.024664 s, +3.2 ms after what came before. "
        "It completed 1 frame. It ends inside a frame."
    )
    assert chunk_sentence(CHUNK, torn=False).endswith("It completed 1 frame.")


def test_a_frame_is_told_of_as_far_as_it_is_known() -> None:
    assert frame_sentence(FrameBar(40, 900, 1100), CHUNK) == (
        "Frame 41: 200 bytes from byte 900 on, complete at 0.024664 s with chunk 8. It came in more than one chunk."
    )
    assert frame_sentence(FrameBar(40, 1000, 1100), CHUNK) == (
        "Frame 41: 100 bytes from byte 1,000 on, complete at 0.024664 s with chunk 8."
    )
    assert frame_sentence(FrameBar(40, 900, 2440, exact=False), None) == "Frame 41: somewhere in bytes 900 to 2,440."
