"""Whether what a protocol encodes is what it decodes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from attrs import frozen

from poetrygui.api import PoemProtocol
from poetrygui.core.connection.factory import encoder_of
from poetrygui.core.guard.hang_guard import GUARD, HangError
from poetrygui.core.guard.plugin_faults import describe_fault, describe_hang
from poetrygui.core.outcomes import Outcome
from poetrygui.plugins.checking.check_report import Deadline
from poetrygui.plugins.checking.framing_check import Stream, stream_of
from poetrygui.plugins.checking.trial import difference_of_frames, show

_LARGE = 70_000  # bytes: more than protocols hold before they hand a frame on in parts
_SMALL = 300
_OF_A_KIND = 25
_SENT = "what was encoded"


class _EncodeError(Exception):
    """``encode`` did what it may not; the message is a sentence."""


@frozen
class RoundTrip:
    """How many frames went there and back, and how many encode refused; or the problem, in a sentence.

    ``at_close`` is whether a frame ends with the connection alone. ``stream`` is encoded frames, to be cut.
    """

    carried: int = 0
    refused: int = 0
    problem: str = ""
    at_close: bool = False
    stream: Stream | None = None


def try_round_trip(
    protocol: type[PoemProtocol], frames: Sequence[bytes], alphabet: bytes, ends_early: bool, deadline: Deadline
) -> RoundTrip:
    """Encode and decode these frames and generated ones, each alone and all together.

    ``alphabet`` are bytes that mean something to the protocol; ``ends_early`` is whether frames are known to end before
    the close. Nothing begins after the deadline.
    """
    carried: dict[bytes, bytes] = {}
    refused = 0
    for frame in dict.fromkeys([*frames, *_generated(alphabet)]):
        if deadline.is_over:
            return RoundTrip(problem=deadline.time_for(f"{len(carried) + refused:,} frames"))
        try:
            wire = _encode(protocol, frame)
        except _EncodeError as error:
            return RoundTrip(problem=f"{show(frame)}: {error}")
        if wire is None:
            refused += 1
        # What has no bytes on the wire cannot be seen where the close ends a frame.
        elif wire or ends_early:
            stream = stream_of("", protocol, wire)
            if found := _other(stream, [frame]):
                return RoundTrip(problem=f"{show(frame)} is sent as {show(wire)}: {found}")
            ends_early = ends_early or stream.whole.early > 0
            carried[frame] = wire
    if not carried:
        return RoundTrip(problem="encode takes none of the frames tried: add a sample with one that it takes")
    small = {frame: wire for frame, wire in carried.items() if len(wire) <= _SMALL}
    if not ends_early:
        # Frames cannot follow each other, so one has to do.
        wire = carried[max(small or carried, key=len)]
        return RoundTrip(len(carried), refused, at_close=True, stream=stream_of(_SENT, protocol, wire))
    stream = stream_of(_SENT, protocol, b"".join(small.values()))
    if found := _other(stream, list(small)):
        return RoundTrip(problem=f"{len(small):,} frames one after the other: {found}")
    return RoundTrip(len(carried), refused, stream=stream)


def _other(stream: Stream, frames: Sequence[bytes]) -> str | None:
    got = stream.whole
    if not got.is_fault and (found := difference_of_frames(frames, got.frames)):
        return found
    return None if got.outcome is Outcome.COMPLETE else f"it ends as {got.outcome}: {got.reason}"


def _encode(protocol: type[PoemProtocol], frame: bytes) -> bytes | None:
    """Return what is sent for a frame, None where the protocol does not carry it."""
    try:
        encoder = GUARD.call(encoder_of, protocol)
        wire: object = GUARD.call(encoder.encode, frame)
    except ValueError:
        return None
    except HangError as error:
        raise _EncodeError(describe_hang("encode", error)) from error
    except BaseException as error:
        raise _EncodeError(describe_fault("encode", error)) from error
    if not isinstance(wire, bytes):
        raise _EncodeError(f"encode returned {type(wire).__name__}, not bytes")
    return wire


def _generated(alphabet: bytes) -> list[bytes]:
    numbers = random.Random(alphabet)
    fixed = [
        b"",
        b"\0",
        b"\n",
        b"\r\n",
        b"a",
        b"\xff\xfe",
        bytes(range(256)),
        *(b"x" * size for size in (253, 254, 255, 256)),
    ]
    any_bytes = [numbers.randbytes(numbers.randrange(1, 50)) for _ in range(_OF_A_KIND)]
    telling = [bytes(numbers.choices(alphabet, k=numbers.randrange(1, 12))) for _ in range(_OF_A_KIND) if alphabet]
    return [*fixed, *any_bytes, *telling, b"x" * _LARGE, numbers.randbytes(_LARGE)]
