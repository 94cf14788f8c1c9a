"""A poem that is passed on as it arrives, and not kept: to a pipe, or straight into the file where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from poetrygui.api import FrameBlock
from poetrygui.core.files.disk import Disk, InlineDisk
from poetrygui.core.files.write_chain import WriteChain
from poetrygui.core.poems.frame_batches import FrameBatch, FrameBatches
from poetrygui.core.poems.keeper import is_full
from poetrygui.core.poems.lines_in_block import lines_of

# In one call: twice as much has the system look for pieces of memory so large that it takes up to five times as long.
_LARGEST_WRITE = 1024 * 1024


class _Passed(NamedTuple):
    """How far a batch was passed on."""

    exact_size: int
    frame_count: int
    error: OSError | None

    @property
    def size(self) -> int:
        return self.exact_size + self.frame_count


class PassedPoem:
    """Passes on the rows of a poem, or with ``exact`` the frames' bytes with nothing between them.

    ``write`` gets a buffer and returns how many bytes of it were taken, one at least; it may block, which is how a slow
    reader slows the server down, and may raise OSError. It is called by ``disk``, so in a thread where that has one.
    """

    # Declared here, because mypy takes one that is declared in __init__ for a method until it has seen that.
    on_error: Callable[[OSError], None]
    on_lead: Callable[[str], None]

    def __init__(
        self, write: Callable[[memoryview], int], *, exact: bool, where: str, disk: Disk | None = None
    ) -> None:
        """Pass everything to ``write``; ``where`` names the place in a sentence. Without ``disk``, write at once."""
        self.on_error = _ignore
        self.on_lead = _ignore
        """Told, where the rows are written, of what leads those from there on."""
        self.where = where
        self.exact_size = 0
        self.frame_count = 0
        self._write = write
        self._batches = FrameBatches(exact=exact)
        self._chain = WriteChain(
            disk or InlineDisk(),
            next_batch=self._batches.next_batch,
            write=self._pass_on,
            take=self._count,
            failed=self._failed,
        )
        self._subscribers: list[Callable[[], None]] = []

    @property
    def error(self) -> OSError | None:
        """Why passing on failed."""
        return self._chain.error

    @property
    def disk_is_full(self) -> bool:
        """Whether writing stopped for want of room."""
        return is_full(self.error)

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one."""
        self._batches.take(True, [data])

    def part(self, data: bytes) -> None:
        """Take a piece of a frame."""
        self._batches.take(False, [data])

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many frames."""
        self._batches.take(True, [*frames])

    def frame_block(self, block: FrameBlock) -> int:
        """Take many frames in one run of bytes; return how many."""
        lines = lines_of(block)
        if lines is not None:
            self._batches.take_lines(lines)
            return lines.frame_count
        frames = block.frames()
        self._batches.take(True, frames)
        return len(frames)

    def lead(self, lead: str) -> None:
        """Have ``on_lead`` told of this between the rows before and those of what comes from now on."""
        self._batches.lead(lead)

    def fail(self, reason: str) -> None:
        """Do nothing: the outcome tells."""

    def remark(self, text: str) -> None:
        """Do nothing: the outcome tells."""

    def flush(self) -> None:
        """Have written what was taken."""
        if self.error is not None or self._chain.has_stopped:
            self._batches.clear()
        else:
            self._chain.accept(self._batches.flush())

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back when everything flushed is written, or writing has failed."""
        self._chain.when_written(callback)

    def retry(self) -> None:
        """Do nothing: nothing is kept that could be written again."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when more was passed on; the call returned ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def close_writing(self) -> None:
        """Do nothing: who opened it closes it."""

    def abandon(self) -> None:
        """Wait no longer for a write that does not return: nothing more is passed on, and the counts stay."""
        self._chain.stop()
        self._batches.clear()

    def _pass_on(self, batch: FrameBatch) -> _Passed:
        """Write in the disk's thread."""
        data = memoryview(b"".join(batch.data))
        done = 0
        try:
            for stop, lead in (*batch.leads, (len(data), None)):
                while done < stop:
                    done += self._write(data[done : min(done + _LARGEST_WRITE, stop)])
                if lead is not None:
                    self.on_lead(lead)
        except OSError as error:
            return _Passed(*batch.counts_of(done), error)
        return _Passed(batch.exact_size, batch.frame_count, None)

    def _count(self, passed: _Passed) -> None:
        self.exact_size += passed.exact_size
        self.frame_count += passed.frame_count
        if passed.size:
            for callback in tuple(self._subscribers):
                callback()

    def _failed(self, error: OSError) -> None:
        self._batches.clear()
        self.on_error(error)


def _ignore(_: object) -> None:
    pass
