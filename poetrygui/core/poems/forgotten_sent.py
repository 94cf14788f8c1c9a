"""Forgetting what was sent: the log of a recording written anew, with sizes where bytes were."""

from __future__ import annotations

import os
from pathlib import Path

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.kept_part import look_by_part, read_kept_part
from poetrygui.core.poems.recording import LOG
from poetrygui.core.poems.wire_log import NUMBERS, LogComposer, Sums
from poetrygui.core.poems.wire_log_reader import LogReader
from poetrygui.core.poems.wire_records import Record, Sent, SentMore, sent_forgotten
from poetrygui.errors import RecordingError

_NEW = "log-without-sent"
_LARGEST_BATCH = 1024 * 1024


def forget_sent(directory: Path) -> int:
    """Have the log of the recording in ``directory`` tell how much was sent, and not what; return how many bytes.

    At any moment the log is the old one whole, or the new one whole. Nobody may write to it meanwhile, and whoever
    reads it opens it anew. Raises RecordingError where it is damaged, and OSError; it is as it was then.
    """
    for left in directory.glob(f"{_NEW}.*"):
        left.unlink()  # by a program that died over it
    part = read_kept_part(directory)
    old, new = SegmentedFile(directory, LOG), SegmentedFile(directory, _NEW)
    look_by_part(directory, {"log": old})
    try:
        if part.log:
            raise RecordingError("Of its log, the beginning was dropped for room: remove the recording as a whole.")
        forgotten = _Rewriting(new).rewrite(LogReader(old.read, lambda: old.size))
        new.close_writing()
        if forgotten:
            _replace(directory, new.size, part.segment_size)
    finally:
        old.close_reading()
        new.delete()
    return forgotten


def _replace(directory: Path, size: int, segment_size: int) -> None:
    if size >= segment_size:
        # Of two files, one would be the new one before the other is.
        raise RecordingError("Its log is too large to be replaced in one step: remove the recording as a whole.")
    whole = directory / f"{_NEW}.000"
    descriptor = os.open(whole, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    whole.replace(directory / f"{LOG}.000")
    # A log whose first file is not full has no others: what is left of them is removed, whoever comes by.
    for rest in directory.glob(f"{LOG}.*"):
        if rest.name != f"{LOG}.000":
            rest.unlink()


class _Rewriting:
    """Writes a log again, record by record."""

    def __init__(self, new: SegmentedFile) -> None:
        self._new = new
        self._composer = LogComposer()
        self._sent: tuple[int, int] | None = None  # when it was, and bytes of it so far
        self._forgotten = 0

    def rewrite(self, reader: LogReader) -> int:
        """Write all that ``reader`` reads. Raises RecordingError where it does not read all there is."""
        before = Sums()
        for block in range(reader.blocks):
            mark = reader.mark(block)
            if mark is None and block == reader.blocks - 1:
                break  # it ends within that
            if mark is None or any(getattr(mark, each) != getattr(before, each) for each in _SUMS):
                raise RecordingError(
                    "Its log is damaged: what was sent cannot be told from the rest. Remove the recording as a whole."
                )
            before = mark
            for record, sums in reader.entries(block):
                self._take(record, sums)
                before = sums
        self._tell_sent()
        self._write()
        return self._forgotten

    def _take(self, record: Record | SentMore | None, sums: Sums) -> None:
        """Write a record, or what else ``sums`` tell to have changed."""
        if isinstance(record, SentMore):
            if self._sent is not None:
                self._sent = self._sent[0], self._sent[1] + len(record.data)
            return
        self._tell_sent()
        if isinstance(record, Sent):
            self._sent = record.time, len(record.data)
        elif record is not None:
            self._composer.add(record)
        elif sums.runs != self._composer.sums.runs:
            self._composer.begin_run(sums.run.source, sums.run.at)
        else:
            self._composer.first_border(sums.first_border - 1)
        if self._composer.size - self._new.size >= _LARGEST_BATCH:
            self._write()

    def _tell_sent(self) -> None:
        if self._sent is not None:
            self._composer.add(sent_forgotten(*self._sent))
            self._forgotten += self._sent[1]
            self._sent = None

    def _write(self) -> None:
        self._new.append(self._composer.take())


_SUMS = tuple(each for each in NUMBERS if each != "longest_wait")
"""What a mark must agree in with the records before it; the longest wait is that since the mark before."""
