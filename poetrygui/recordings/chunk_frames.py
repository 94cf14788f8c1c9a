"""The frames that one chunk completed, chunk after chunk, from a protocol that runs or from what was recorded."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from zlib import crc32

from twisted.internet.protocol import Protocol

from poetrygui.recordings.reframe import Reframed, Reframing, Step
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.virtual_time import VirtualReactor

Value = bytes | int
"""A frame, or the digest of one that came in parts."""


def digest_of(value: Value) -> int:
    """Return a number that is the same for the same frame: its length and a checksum."""
    return value if isinstance(value, int) else _digest(len(value), crc32(value))


def _digest(size: int, checksum: int) -> int:
    return (size & 0x7FFF_FFFF) << 32 | checksum


def size_of(value: Value) -> int:
    """Return how many bytes a frame has."""
    return value >> 32 if isinstance(value, int) else len(value)


def digests_of(values: Sequence[Value]) -> array[int]:
    """Return those of many frames."""
    return array("q", map(digest_of, values))


class FrameValues:
    """A sink and a keeper that keeps no more than the frames since they were last taken."""

    # Declared here, because mypy takes one that is declared in __init__ for a method until it has seen that.
    on_error: Callable[[OSError], None]

    disk_is_full = False
    where = "memory"

    def __init__(self) -> None:
        """Begin a poem."""
        self.error: OSError | None = None
        self.on_error = lambda _: None
        self.exact_size = 0
        self.frame_count = 0
        self._values: list[Value] = []
        self._open: tuple[int, int] | None = None  # size and checksum of the parts so far

    def take(self) -> list[Value]:
        """Return the frames that were completed since the last call."""
        values, self._values = self._values, []
        return values

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one whose parts came before."""
        if self._open is None:
            self.exact_size += len(data)
            self._values.append(data)
        else:
            self.part(data)
            self._values.append(_digest(*self._open))
            self._open = None
        self.frame_count += 1

    def part(self, data: bytes) -> None:
        """Take a piece of a frame that is still coming."""
        size, checksum = self._open or (0, 0)
        self._open = size + len(data), crc32(data, checksum)
        self.exact_size += len(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many whole frames."""
        if self._open is not None and frames:
            self.frame(frames[0])
            frames = frames[1:]
        self._values += frames
        self.exact_size += sum(map(len, frames))
        self.frame_count += len(frames)

    def fail(self, reason: str) -> None:
        """Do nothing: the outcome tells."""

    def remark(self, text: str) -> None:
        """Do nothing: the outcome tells."""

    def flush(self) -> None:
        """Do nothing: nothing waits."""

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back at once."""
        callback()

    def retry(self) -> None:
        """Do nothing: nothing can fail."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Tell nobody of anything."""
        return lambda: None

    def close_writing(self) -> None:
        """Do nothing: there is nothing to give back."""


class FramingRun:
    """A protocol that is played a recording, seen chunk by chunk, in a time of its own."""

    def __init__(self, tape: Tape, protocol: type[Protocol]) -> None:
        """Prepare; nothing runs before the first chunk is asked for."""
        self.reactor = VirtualReactor(tape.info.clock)
        self.values = FrameValues()
        self.reframing = Reframing(tape, protocol, self.values, self.reactor)

    @property
    def result(self) -> Reframed:
        """What became of it, now that it is through."""
        assert self.reframing.result is not None
        return self.reframing.result

    def chunks(self) -> Iterator[list[Value]]:
        """Yield the frames that were completed up to each chunk's end since the one before, and last those behind."""
        steps = self.reframing.steps()
        while True:
            # Several may be played in turns, and all of them ask the one reactor that a program has.
            with standing_in(self.reactor):
                step = next(steps, None)
            if step is None:
                break
            if step is Step.CHUNK:
                yield self.values.take()
        yield self.values.take()


def standing_in(reactor: VirtualReactor) -> AbstractContextManager[None]:
    """Return what has ``reactor`` answer whoever asks Twisted's own, if there is one by now."""
    installed = sys.modules.get("twisted.internet.reactor")
    return nullcontext() if installed is None else reactor.standing_in_for(installed)
