"""Handing a recording on as JSON, one object a line, for scripts and reports.

The first line is ``{"poetrygui": 1, "poem": {…}}`` with what is noted of it. Then come, each with ``"t"``, in seconds
since the beginning: ``"recv"`` and ``"sent"``, bytes in base64; ``"event"``, with its ``"text"``; ``"clock"``, which
the wall had; and last ``"ended"``. A chunk by which frames were complete says how many: ``"frames"``.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from poetrygui.core.poems.wire_records import Anchor, Delivered, Event, Received, Record, Sent
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.told_info import told_end, told_info
from poetrygui.recordings.told_records import told_records

VERSION = 1


def write_json_lines(tape: Tape, write: Callable[[bytes], object]) -> None:
    """Tell a recording to ``write``, a line a call. Raises OSError, and what ``write`` does."""

    def tell(told: dict[str, Any]) -> None:
        write(json.dumps(told).encode("ascii") + b"\n")

    tell({"poetrygui": VERSION, "poem": told_info(tape.info)})
    time = 0
    for record, data in told_records(tape):
        time = record.time
        if told := _told(record, data):
            tell({"t": _seconds(time)} | told)
    if tape.info.ended is not None:
        tell({"t": _seconds(time), "ended": told_end(tape.info.ended)})


def _told(record: Record, data: bytes) -> dict[str, Any]:
    if isinstance(record, (Received, Delivered)):
        frames = {"frames": record.frames} if record.frames else {}
        return ({"recv": _base64(data)} if data else {}) | frames
    if isinstance(record, Sent):
        return {"sent": _base64(record.data)}
    if isinstance(record, Anchor):
        return {"clock": record.wall}
    assert isinstance(record, Event)
    return {"event": str(record.kind)} | ({"text": record.text} if record.text else {})


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _seconds(microseconds: int) -> float:
    return microseconds / 1_000_000
