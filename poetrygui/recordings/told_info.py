"""What is noted of a recording, as JSON that is handed on with it: in a header, beside a packet.

What others wrote there is read strictly, and says nothing about this program: no path, no place in the profile.
"""

from __future__ import annotations

import datetime
import json
import math
from typing import Any, TypeVar

from attrs import evolve, frozen

from poetrygui.core.files.strict_json import expect, strict_converter
from poetrygui.core.outcomes import MOST_UNDELIVERED, Ended, Outcome, Undelivered, WhatIsKept
from poetrygui.core.poems.poem_info import Options, PoemInfo
from poetrygui.errors import RecordingError
from poetrygui.recordings.tape import Tape

LARGEST_TOLD = 512 * 1024
"""Bytes that what is noted may have as JSON, when it is read."""

NO_END = "it was handed on while it was still running, or its file is cut off"
"""Why one ended of which no end is told."""

_LATEST = 253_402_300_799  # the last second of the year 9999
_T = TypeVar("_T")


@frozen
class _Place:
    """Where the bytes begin that were not delivered: they are the wire's, up to its end."""

    at: int
    is_exact: bool


_converter = strict_converter()
_converter.register_unstructure_hook(Undelivered, lambda value: {"at": value.at, "is_exact": value.is_exact})
_converter.register_structure_hook(Undelivered, lambda value, _: _of_place(_converter.structure(value, _Place)))
_converter.register_structure_hook(Outcome, lambda value, _: Outcome(value))
_converter.register_structure_hook(WhatIsKept, lambda value, _: WhatIsKept(value))
_converter.register_structure_hook_func(
    lambda kind: kind == Options,
    lambda value, _: tuple(_converter.structure(expect(dict, value), dict[str, str]).items()),
)
_converter.register_unstructure_hook_func(lambda kind: kind == Options, dict)


def told_info(info: PoemInfo) -> dict[str, Any]:
    """Return what :func:`info_of` takes; how it ended is left out, and so is which server of the profile it was."""
    told: dict[str, Any] = _converter.unstructure(evolve(info, ended=None, server_id=""))
    del told["ended"], told["server_id"]
    return told


def told_end(ended: Ended) -> dict[str, Any]:
    """Return what :func:`end_of` takes."""
    told: dict[str, Any] = _converter.unstructure(ended)
    return told


def info_of(told: object) -> PoemInfo:
    """Return what was told. Raises RecordingError."""
    info = _structured(told, PoemInfo)
    if info.ended is not None or info.server_id or not 0 <= info.clock <= _LATEST:
        raise RecordingError("What is noted in it is not what belongs there.")
    try:
        if info.started:
            datetime.datetime.fromisoformat(info.started)
    except ValueError as error:
        raise RecordingError("What is noted in it as its beginning is no time.") from error
    return info


def end_of(told: object) -> Ended:
    """Return what was told; the bytes that were not delivered are none. Raises RecordingError."""
    ended = _structured(told, Ended)
    if not math.isfinite(ended.seconds) or min(ended.bytes, ended.frames, ended.received or 0) < 0:
        raise RecordingError("What is noted in it about its end is not what belongs there.")
    return ended


def with_undelivered(ended: Ended, tape: Tape) -> Ended:
    """Return the end with the bytes of the wire that were not delivered. Raises OSError."""
    if ended.undelivered is None:
        return ended
    data = tape.wire(ended.undelivered.at, ended.undelivered.at + MOST_UNDELIVERED)
    return evolve(ended, undelivered=evolve(ended.undelivered, data=data) if data else None)


def json_of(text: str | bytes) -> Any:
    """Return what JSON says. Raises RecordingError where it is none, or too large, or nested too deeply."""
    if len(text) > LARGEST_TOLD:
        raise RecordingError("What is noted in it is larger than any note is.")
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise RecordingError("What is noted in it is no JSON.") from error


def _structured(told: object, kind: type[_T]) -> _T:
    try:
        return _converter.structure(told, kind)
    except Exception as error:  # damage comes in every shape, and gets the same answer
        raise RecordingError("What is noted in it is not what belongs there.") from error


def _of_place(place: _Place) -> Undelivered:
    if place.at < 0:
        raise ValueError("there is no byte before the first")
    return Undelivered(place.at, b"", place.is_exact)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
