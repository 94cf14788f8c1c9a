"""What is written beside packets that this program made up: for people to read, and for the program itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from attrs import evolve

from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Anchor, Event
from poetrygui.errors import RecordingError
from poetrygui.recordings.pcapng_writer import LONGEST_COMMENT
from poetrygui.recordings.told_info import end_of, info_of, json_of, told_end, told_info

_VERSION = 1
_MARK = '{"poetrygui": '
_CLOCK = "clock"
_CLOCKS = "clocks"
_LATEST = 250_000_000_000  # seconds since the epoch
_KINDS = {str(kind): kind for kind in EventKind}
_MOST_DETAILS = 8_000  # characters, of which JSON makes six bytes each at most


def comment_of_info(info: PoemInfo, at_first: Iterable[Anchor] = ()) -> str:
    """Return what stands beside the first packet; anchors that came ``at_first`` are told with it."""
    options = "".join(f", {name}={value}" for name, value in info.options)
    told = f"{info.name} at {info.address}, recorded by Poetry GUI. Protocol: {info.protocol or 'none'}{options}"
    clocks = [each.wall for each in at_first]
    return _with_json(told, {"poem": told_info(info)} | ({_CLOCKS: clocks} if clocks else {}))


def comment_of_end(ended: Ended | None) -> str:
    """Return what stands beside the last packet."""
    if ended is None:
        return "The recording was still running here."
    told = f"{ended.outcome}: {ended.reason}"
    return _with_json(told, {"ended": told_end(evolve(ended, details=ended.details[:_MOST_DETAILS]))})


def comment_of(record: Event | Anchor) -> str:
    """Return what stands beside a packet that is there for it alone."""
    if isinstance(record, Anchor):
        return f"{_CLOCK}: {record.wall!r}"
    is_plain = record.text.isprintable() and not record.text.startswith('"')
    return f"{record.kind}: {record.text if is_plain else json.dumps(record.text)}"


def info_in(comment: str) -> PoemInfo | None:
    """Return what :func:`comment_of_info` told, or None for a comment of somebody else. Raises RecordingError."""
    told = _json_in(comment)
    return info_of(told["poem"]) if told is not None and "poem" in told else None


def anchors_in(comment: str) -> list[Anchor]:
    """Return those that :func:`comment_of_info` told. Raises RecordingError."""
    clocks = (_json_in(comment) or {}).get(_CLOCKS, [])
    return [Anchor(0, _wall(each)) for each in clocks] if isinstance(clocks, list) else []


def end_in(comment: str) -> Ended | None:
    """Return what :func:`comment_of_end` told, or None for another comment. Raises RecordingError."""
    told = _json_in(comment)
    return end_of(told["ended"]) if told is not None and "ended" in told else None


def record_in(comment: str, time: int) -> Event | Anchor | None:
    """Return what :func:`comment_of` told, which happened at ``time``, or None for another comment."""
    kind, colon, text = comment.partition(": ")
    if not colon:
        return None
    try:
        if kind == _CLOCK:
            return Anchor(time, _wall(float(text)))
        if kind in _KINDS:
            return Event(time, _KINDS[kind], str(json_of(text)) if text.startswith('"') else text)
    except (RecordingError, ValueError):
        pass  # somebody else's, which only looks like one
    return None


def _wall(value: Any) -> float:
    """Return what a clock on the wall showed. Raises RecordingError for what none shows."""
    if not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise RecordingError("What is noted in it is no time that a clock shows.")
    return float(value)


def _with_json(told: str, content: dict[str, Any]) -> str:
    # In ASCII, so that nothing of it is changed on its way.
    line = json.dumps({"poetrygui": _VERSION} | content)
    room = LONGEST_COMMENT - len(line) - 1
    if room < 0:
        return told
    told = told.encode(errors="backslashreplace")[:room].decode(errors="ignore").replace("\0", "\\0")
    return f"{told}\n{line}"


def _json_in(comment: str) -> dict[str, Any] | None:
    line = comment.rpartition("\n")[2]
    if not line.startswith(_MARK):
        return None
    told = json_of(line)
    if not isinstance(told, dict) or not isinstance(told.get("poetrygui"), int):
        raise RecordingError("What is noted in it is not what belongs there.")
    if told["poetrygui"] > _VERSION:
        raise RecordingError("It was written by a later version of this program: use that one.")
    return told
