"""What is wrong with a file of packets is told by the packet's number."""

from __future__ import annotations

from poetrygui.errors import PoetryError
from poetrygui.recordings.captured_packet import CaptureError, damaged


def test_damage_is_a_sentence_with_the_number_of_the_packet() -> None:
    error = damaged(12_345, "it is too long")
    assert isinstance(error, CaptureError)
    assert isinstance(error, PoetryError), "it is told, without a traceback"
    assert str(error) == "The capture is damaged at packet 12,345: it is too long."
