"""A packet as a capture has it, and what can be wrong with a file of packets."""

from __future__ import annotations

from attrs import frozen

from poetrygui.errors import RecordingError

LARGEST_PACKET = 16 * 1024 * 1024
"""Bytes that a packet may have: more than any network carries, and little enough to be held in memory."""


class CaptureError(RecordingError):
    """A file is no capture, or is damaged; what it held before that was read."""


@frozen
class CapturedPacket:
    """One packet.

    ``number`` counts from 1 in its file, ``time`` is in µs since 1970, ``data`` are the bytes that were captured of the
    ``size`` that it had, ``link_type`` says what they begin with, and ``comment`` is what somebody wrote beside it.
    """

    number: int
    time: int
    link_type: int
    data: bytes
    size: int
    comment: str = ""


def damaged(number: int, what: str) -> CaptureError:
    """Return the error for a file in which packet ``number``, the next one, cannot be read: ``what`` is wrong there."""
    return CaptureError(f"The capture is damaged at packet {number:,}: {what}.")
