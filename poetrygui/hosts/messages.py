"""What goes between the program and a host: heads of a fixed size, then numbers, bytes or JSON, up to a limit.

Nothing is ever unpickled: a host runs strangers' code, and may say anything.
"""

from __future__ import annotations

import json
import struct
from array import array
from typing import Any, TypeAlias

_HEAD = struct.Struct(">BI")
_JSON, _NUMBERS, _BYTES = range(3)
_LIMITS = {_JSON: 256 * 1024, _NUMBERS: 1024 * 1024, _BYTES: 1024 * 1024}

HAD_TO_BE_ENDED = -1
"""Told in the place of an exit status: the process had closed its lines, and did not go by itself."""

Message: TypeAlias = "dict[str, Any] | array[int] | bytes"


WAITS: Message = {"waits": True}
"""Said where a job has done all that can be done, and is to go on when it is told what else there is to do."""

DONE: Message = {"done": True}
"""Said where a job has come to its own end: a process that ended without it was ended by what it ran."""


class GarbageError(Exception):
    """What came is no message; the sentence says what it is instead."""


def pack_message(message: Message) -> bytes:
    """Return a message as it is sent. Raises ValueError for one that is too long."""
    if isinstance(message, dict):
        kind, data = _JSON, json.dumps(message).encode()
    elif isinstance(message, bytes):
        kind, data = _BYTES, message
    else:
        kind, data = _NUMBERS, message.tobytes()
    if len(data) > _LIMITS[kind]:
        raise ValueError(f"a message of {len(data):,} bytes is too long")
    return _HEAD.pack(kind, len(data)) + data


class MessageReader:
    """Puts messages together from what comes, wherever that is cut."""

    def __init__(self) -> None:
        """Hold nothing."""
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that are whole by now. Raises GarbageError; nothing is to be read after that."""
        self._held += data
        found: list[Message] = []
        start = 0
        while len(self._held) - start >= _HEAD.size:
            kind, size = _HEAD.unpack_from(self._held, start)
            if kind not in _LIMITS:
                raise GarbageError(f"a message of kind {kind}")
            if size > _LIMITS[kind]:
                raise GarbageError(f"a message of {size:,} bytes")
            begin = start + _HEAD.size
            if len(self._held) - begin < size:
                break
            start = begin + size
            found.append(_unpacked(kind, bytes(self._held[begin:start])))
        del self._held[:start]
        return found


def _unpacked(kind: int, data: bytes) -> Message:
    if kind == _BYTES:
        return data
    if kind == _NUMBERS:
        numbers = array("Q")
        if len(data) % numbers.itemsize:
            raise GarbageError(f"{len(data):,} bytes of numbers")
        numbers.frombytes(data)
        return numbers
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise GarbageError("a message that is no JSON") from error
    if not isinstance(found, dict):
        raise GarbageError("a message that is no object")
    return found
