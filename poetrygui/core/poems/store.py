"""Where a poem is kept while it arrives: on disk, indexed, readable while it grows. Nobody else holds the poem."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from poetrygui.api import FrameBlock
from poetrygui.core.files.disk import Disk, InlineDisk
from poetrygui.core.files.write_chain import WriteChain
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.happenings import Happenings
from poetrygui.core.poems.keeper import is_full
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.poem_progress import Flushed, PoemProgress
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.recording_limit import RecordingLimit, segment_size
from poetrygui.core.poems.row_batches import RowBatches
from poetrygui.core.poems.rows_in_chunks import ChunkRowComposer
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_batches import WireBatches
from poetrygui.core.poems.wire_composer import WireComposer


class PoemStore(StoredPoem):
    """A poem that is being received.

    Frames come in by :meth:`frame` and its like. They are counted and can be read when they are written, not before.
    With a recording, :meth:`received`, :meth:`sent` and :meth:`event` tell what happened on the wire. All of this is
    called in the reactor's thread; only the writing itself is the disk's.
    """

    # Declared here, because mypy takes one that is declared in __init__ for a method until it has seen that.
    on_error: Callable[[OSError], None]

    def __init__(
        self,
        directory: Path,
        disk: Disk | None = None,
        *,
        info: PoemInfo | None = None,
        clock: RecordingClock | None = None,
        files: PoemFiles | None = None,
        limit: int | None = None,
    ) -> None:
        """Keep the poem in ``directory``, which is made with the first byte; without ``disk``, write at once.

        A recording is kept as ``info`` tells, and without it none; its times are those of ``clock``. ``files`` are
        those in which all of it is kept, where they are not the ordinary ones. Of a recording that grows over ``limit``
        bytes, what came first is given up.
        """
        disk = disk or InlineDisk()
        super().__init__(directory, files or PoemFiles(directory, segment_size(limit), open_files=disk.open_files))
        self.on_error = _ignore
        self._disk = disk
        self._composer = ChunkRowComposer()
        self.led_lines = self._composer.led_lines
        self._wire: WireComposer | None = None
        self._limit: RecordingLimit | None = None
        batches: RowBatches | WireBatches
        if info is None or info.kept in (None, WhatIsKept.NOTHING):
            batches = RowBatches(self._files)
        else:
            clock = clock or RecordingClock()
            happenings = Happenings(clock, keeps_sent=info.kept is WhatIsKept.EVERYTHING)
            start = self._files.wire.size
            self._wire = WireComposer(happenings, self._rows, self.borders, clock.began_at, wire_start=start)
            self.recording = Recording(directory, info, self._files.wire, self._files.log)
            self.recording.part = self._files.part
            batches = WireBatches(self._files, self._wire)
            if limit is not None:
                self._limit = RecordingLimit(
                    limit, self._files, self.recording, rows=self._rows, borders=self.borders, disk=self._disk
                )
        self._batches = batches
        self._chain: WriteChain[Any, PoemProgress] = WriteChain(
            self._disk,
            next_batch=batches.next_batch,
            write=batches.write,
            take=self._take,
            failed=self._failed,
        )

    # What arrives

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one whose parts came before."""
        self._composer.frame(data)

    def part(self, data: bytes) -> None:
        """Take a piece of a frame that is still coming."""
        self._composer.part(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many whole frames."""
        self._composer.frames(frames)

    def frame_block(self, block: FrameBlock) -> int:
        """Take many whole frames in one run of bytes; return how many."""
        return self._composer.frame_block(block)

    def fail(self, reason: str) -> None:
        """Take notice that nothing more will come; the rows stay as they are."""

    def remark(self, text: str) -> None:
        """Take notice of a remark; it belongs to the outcome, not to the rows."""

    def received(self, chunk: bytes) -> None:
        """Take a chunk as it came; what is made of it comes afterwards, up to the next :meth:`flush`."""
        if self._wire is not None:
            if self._wire.happenings.chunk is not None:
                self.flush()
            self._wire.received(chunk)

    def delivered(self) -> None:
        """Wait: :meth:`flush` tells when what was delivered is to be written."""

    def sent(self, data: bytes) -> None:
        """Take what was written to the transport."""
        if self._wire is not None:
            self._wire.happenings.sent(data)
            self._flush_happenings(self._wire)

    def event(self, kind: EventKind, text: str = "") -> None:
        """Take notice that something else happened."""
        if self._wire is not None:
            self._wire.happenings.event(kind, text)
            self._flush_happenings(self._wire)

    def _flush_happenings(self, wire: WireComposer) -> None:
        # What happens while a chunk is handled is written with what is made of that.
        if wire.happenings.chunk is None:
            self.flush()

    @property
    def kept(self) -> PoemStore:
        """Where what this hears is kept: here."""
        return self

    @property
    def where(self) -> str:
        """The place, for a sentence."""
        return str(self.directory)

    @property
    def inside_frame(self) -> bool:
        """Whether a part was taken and the end of its frame was not."""
        return self._composer.inside_frame

    def flush(self) -> None:
        """Have what was taken written: once for each chunk received, not for each frame."""
        composer = self._composer
        with_cr, led = composer.take_with_cr(), composer.take_led_lines()
        newlines, (blocks, borders) = composer.take_counts(), composer.take()
        if self._chain.has_stopped:
            return
        rows = blocks[0] if len(blocks) == 1 else b"".join(blocks)
        if rows:
            # Counted here, a chunk at a time: the disk's thread would hold the interpreter for the whole of a batch.
            self._counted.add(rows, newlines)
        elif led:
            self._counted.add_counted(led.size, led.counts)
        elif with_cr:
            self._counted.add_with_cr(with_cr)
        counts = self._counted.newlines, composer.exact_size, composer.frame_count
        self._chain.accept(self._batches.flush(Flushed(rows, borders, *counts, with_cr, led)))
        if self._wire is not None and self._wire.expects_cr:
            composer.expect_cr()

    # Writing

    @property
    def error(self) -> OSError | None:
        """Why writing failed; everything before it is kept."""
        return self._chain.error

    @property
    def disk_is_full(self) -> bool:
        """Whether writing stopped for want of room, so that a retry may succeed."""
        return is_full(self.error)

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back when everything flushed so far is on disk, or writing has failed."""
        self._chain.when_written(callback)

    def retry(self) -> None:
        """Try to write again after an error, from the byte at which it stopped."""
        self._chain.retry()

    def discard(self) -> None:
        """Remove the poem from disk, once what is being written is; what comes afterwards is dropped."""
        self._chain.stop()
        self.close()
        self._disk.run(self._files.delete, _ignore)

    def close_writing(self) -> None:
        """Give the writing descriptors back, when nothing more will come."""
        self._disk.run(self._files.close_writing, _ignore)

    def _take(self, progress: PoemProgress) -> None:
        self._batches.take(progress)
        has_grown = progress.written.size > self.size
        self._grow_to(progress.written)
        if self._wire is not None and self._files.can_close_rows:
            # Opening them anew for each batch costs time, and to keep them a descriptor, which is scarce as well.
            self._disk.when_quiet(self._files.close_rows)
        if self.recording is not None:
            self.recording.grow_to(progress.wire_size, progress.log_size)
        if self._limit is not None and progress.error is None:
            # What cannot be read stays: whoever reads the poem is told of it.
            with contextlib.suppress(OSError):
                self._limit.keep_within(self._gave_up)
        if has_grown:
            for callback in tuple(self._subscribers):
                callback()

    def _gave_up(self, dropped: Dropped) -> None:
        self._counted.keep_from(dropped.rows, dropped.newlines)
        self.event(EventKind.DROPPED, f"all before byte {dropped.wire:,}")
        for callback in tuple(self._subscribers):
            callback()

    def _failed(self, error: OSError) -> None:
        self.on_error(error)


def _ignore(_: object) -> None:
    pass
