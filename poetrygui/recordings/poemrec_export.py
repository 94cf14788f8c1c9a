"""Handing a recording on whole, in one file: the wire, its log, the rows, what is noted, and the protocol's source."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.files.small_file import UnfitFileError, read_small_file
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.kept_part import ALL, told_part
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.rows import PACKED_BORDER_SIZE
from poetrygui.core.poems.wire_log import BLOCK, Sums
from poetrygui.plugins.pinned import RECORDED_SOURCE
from poetrygui.recordings.poemrec_blocks import LARGEST_BLOCK, MAGIC, BlockKind, write_block
from poetrygui.recordings.told_info import told_end, told_info

VERSION = 3
"""Of one with borders in blocks; else it is 2 where its beginning is not kept, or was not to be, and 1 otherwise."""


def write_poemrec(recording: Recording, write: Callable[[bytes], object]) -> None:
    """Tell a recording to ``write``, a block a call. Raises OSError, and what ``write`` does.

    The protocol's source goes with it where it lies beside the recording; nothing of it is run.
    """
    files = PoemFiles(recording.directory)
    files.look()
    write(MAGIC)
    info: dict[str, object] = {"version": 1, "poem": told_info(recording.info)}
    if files.part != ALL:
        info |= {"version": 2, "kept_part": told_part(files.part)}
    if Borders(files.borders).are_in_blocks:
        info["version"] = VERSION
    write_block(write, BlockKind.INFO, json.dumps(info).encode("ascii"))
    with contextlib.suppress(OSError, UnfitFileError):
        source = read_small_file(recording.directory / RECORDED_SOURCE, LARGEST_BLOCK, follow_links=False)
        write_block(write, BlockKind.PROTOCOL, source)
    pieces = _Pieces(files, write)
    for block, sums in _sums_after_blocks(recording, files.log):
        pieces.write_up_to(sums, (block + 1) * BLOCK)
    pieces.write_rest()
    files.close_reading()
    if recording.info.ended is not None:
        write_block(write, BlockKind.END, json.dumps(told_end(recording.info.ended)).encode("ascii"))


def _sums_after_blocks(recording: Recording, log: SegmentedFile) -> Iterator[tuple[int, Sums]]:
    """Yield what the log tells up to the end of each of its blocks but the last, with the block's number."""
    for block in range(recording.log.first_block, log.size // BLOCK):
        if (sums := recording.log.mark(block + 1)) is not None:
            yield block, sums


class _Pieces:
    """Writes the files of a poem side by side: a piece of the log behind all that it tells of."""

    def __init__(self, files: PoemFiles, write: Callable[[bytes], object]) -> None:
        self._files = files
        self._write = write
        self._written = {
            BlockKind.WIRE: files.wire.start,
            BlockKind.ROWS: files.rows.start,
            BlockKind.BORDERS: files.borders.start,
            BlockKind.LOG: files.log.start,
        }

    def write_up_to(self, sums: Sums, log: int) -> None:
        """Write what is there at these sums, and ``log`` bytes of the log."""
        files = self._files
        self._put(BlockKind.WIRE, files.wire, sums.wire)
        # How many of the rows are in a file of their own is not told, nor how many borders they have: all, at most.
        self._put(BlockKind.ROWS, files.rows, sums.rows)
        borders = files.borders.size * sums.rows // max(files.rows.size, sums.rows, 1)
        self._put(BlockKind.BORDERS, files.borders, borders + -borders % PACKED_BORDER_SIZE)
        self._put(BlockKind.LOG, files.log, log)

    def write_rest(self) -> None:
        """Write all that is left."""
        files = self._files
        for kind, file in (
            (BlockKind.WIRE, files.wire),
            (BlockKind.ROWS, files.rows),
            (BlockKind.BORDERS, files.borders),
            (BlockKind.LOG, files.log),
        ):
            self._put(kind, file, file.size)

    def _put(self, kind: BlockKind, file: SegmentedFile, stop: int) -> None:
        stop = min(stop, file.size)
        while self._written[kind] < stop:
            start = self._written[kind]
            data = file.read(start, min(start + LARGEST_BLOCK, stop))
            if not data:
                return
            write_block(self._write, kind, data)
            self._written[kind] += len(data)
