"""Keeping a poem with its recording: first what came, then what was made of it, and last the log, which tells of both.

So the wire is never behind what was told, and the log never ahead of the wire.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from poetrygui.core.poems.poem_files import FileSizes, PoemFiles, append_all
from poetrygui.core.poems.poem_progress import Flushed, PoemProgress
from poetrygui.core.poems.stored_poem import NOTHING_WRITTEN, Written
from poetrygui.core.poems.wire_composer import WireComposer

_STEP = 64 * 1024
"""Bytes after which what is written of a batch can be told, where there is no room for all of it."""


class Commit(NamedTuple):
    """What can be told once the files have so many bytes, the log's last of all."""

    sizes: FileSizes
    written: Written

    def has_data(self, sizes: FileSizes) -> bool:
        """Tell whether all is there that the log tells of."""
        wanted = self.sizes
        return wanted.wire <= sizes.wire and wanted.rows <= sizes.rows and wanted.borders <= sizes.borders


class WireBatch(NamedTuple):
    """What is written at a time: bytes for each file, and what can be told as they get there."""

    wire: list[bytes]
    rows: list[bytes]
    borders: list[bytes]
    log: bytes
    commits: list[Commit]
    before: Written


class WireBatches:
    """Puts what a composer composes into batches, and writes them into ``files``."""

    __slots__ = ("_accepted", "_batch", "_commits", "_committed", "_composer", "_files", "_rest", "_sizes", "_written")

    def __init__(self, files: PoemFiles, composer: WireComposer) -> None:
        """Begin a poem."""
        self._files = files
        self._composer = composer
        self._commits: list[Commit] = []  # that are in no batch yet
        # Bytes of all files, up to the last of them; the beginning of a log alone is nothing to write.
        self._committed = composer.size
        self._accepted = composer.wire.size  # what others wrote
        self._batch: WireBatch | None = None  # being written, or the rest of what could not be
        self._rest: WireBatch | None = None
        self._written = NOTHING_WRITTEN
        self._sizes = files.sizes  # as the disk's thread knows them

    def flush(self, flushed: Flushed) -> int:
        """Have this in the next batch, with what came; return its size in bytes of all files."""
        self._composer.flush(flushed)
        size = self._composer.size
        if size == self._committed:
            return 0
        if size - self._committed >= _STEP:
            self._commit(size)
        grown, self._accepted = size - self._accepted, size
        return grown

    def next_batch(self) -> WireBatch | None:
        """Return what is left of a batch that could not be written, or what was flushed since.

        A chunk of which something is still being made is written with that: twice as many writes cost twice as much.
        """
        composer = self._composer
        is_whole = composer.happenings.chunk is None
        if self._batch is None and is_whole and (size := composer.size) > self._committed:
            self._commit(size)
        if self._batch is None and self._commits:
            commits, self._commits = self._commits, []
            self._batch = WireBatch(
                composer.wire.take(),
                composer.own_rows.take(),
                composer.own_borders.take(),
                composer.log.take(),
                commits,
                self._written,
            )
        return self._batch

    def take(self, progress: PoemProgress) -> None:
        """Take notice that so much was written."""
        self._written = progress.written
        self._batch, self._rest = self._rest, None

    def write(self, batch: WireBatch) -> PoemProgress:
        """Write in the disk's thread; report how far it came."""
        files = self._files
        before = self._sizes
        error = files.write(partial(self._append, batch))
        if error is None:
            after, written = files.sizes, batch.commits[-1].written
        else:
            after, written = self._save_some(batch, before)
        self._sizes = after
        return PoemProgress(after.total - before.total, written, error, after.wire, after.log)

    def _save_some(self, batch: WireBatch, before: FileSizes) -> tuple[FileSizes, Written]:
        """Have as much of a batch told as is there, keep the rest; return the sizes by now, and what can be read."""
        files = self._files
        there = files.sizes
        told = [each for each in batch.commits if each.has_data(there)]
        if told:
            # Where there was no room for all, there may be for the few bytes that tell of some.
            log = batch.log[there.log - before.log : told[-1].sizes.log - before.log]
            files.write(partial(files.log.append, log))
        after = files.sizes
        told = [each for each in told if each.sizes.log <= after.log]
        written = told[-1].written if told else batch.before
        self._rest = WireBatch(
            _without(batch.wire, after.wire - before.wire),
            _without(batch.rows, after.rows - before.rows),
            _without(batch.borders, after.borders - before.borders),
            batch.log[after.log - before.log :],
            batch.commits[len(told) :],
            written,
        )
        return after, written

    def _commit(self, size: int) -> None:
        self._commits.append(Commit(self._composer.sizes, self._composer.written))
        self._committed = size

    def _append(self, batch: WireBatch) -> None:
        files = self._files
        append_all(files.wire, batch.wire)
        if batch.borders:
            append_all(files.borders, batch.borders)
        if batch.rows:
            append_all(files.rows, batch.rows)
        files.log.append(batch.log)


def _without(parts: list[bytes], size: int) -> list[bytes]:
    """Return the parts without their first bytes."""
    rest = b"".join(parts)[size:]
    return [rest] if rest else []
