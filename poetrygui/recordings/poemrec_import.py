"""Making a recording of a .poemrec file, byte for byte. Nothing of the source in it is read, parsed or run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.kept_part import ALL, KeptPart, part_of
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.core.text.wording import counted
from poetrygui.errors import RecordingError
from poetrygui.paths import make_private_file
from poetrygui.plugins.pinned import RECORDED_SOURCE
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.poemrec_blocks import Block, BlockKind, read_blocks
from poetrygui.recordings.poemrec_export import VERSION
from poetrygui.recordings.tape import BREAKS
from poetrygui.recordings.told_info import NO_END, end_of, info_of, json_of, with_undelivered

_SMALLEST_SEGMENT = 64 * 1024
_UNTRUE = "Its log tells of more than there is: it is no recording of this program's."


def import_poemrec(file: BinaryIO, recordings: NewRecordings, made: Callable[[Imported], object]) -> None:
    """Make the recording that a file holds, among ``recordings``, and have ``made`` told of it.

    Raises RecordingError for what is none, and where it is cut off or damaged, when all that was before is made; and
    OSError.
    """
    blocks = read_blocks(file)
    first = next(blocks, None)
    if first is None or first.kind is not BlockKind.INFO:
        raise RecordingError("This is no recording: nothing is noted of it.")
    unpacking = _Unpacking(recordings.folder(), *_info_in(first))
    try:
        for block in blocks:
            unpacking.take(block)
    except RecordingError:
        made(unpacking.end(recordings))
        raise
    made(unpacking.end(recordings))


def _info_in(block: Block) -> tuple[PoemInfo, KeptPart]:
    told = json_of(block.content)
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, int) or version < 1:
        raise RecordingError("What is noted in it is not what belongs there.")
    if version > VERSION:
        raise RecordingError("It was written by a later version of this program: use that one.")
    try:
        has_part = version == 2 or (version > 2 and "kept_part" in told)
        part = part_of(told.get("kept_part")) if has_part else ALL
        if part.segment_size < _SMALLEST_SEGMENT:
            raise ValueError("that would be very many files")
    except ValueError as error:
        raise RecordingError("What is noted in it is not what belongs there.") from error
    return info_of(told.get("poem")), part


class _Unpacking:
    """Puts the blocks of a recording where they belong: files of the program's own names, in a folder of its own."""

    def __init__(self, folder: Path, info: PoemInfo, part: KeptPart) -> None:
        self._folder = folder
        self._info = info
        self._files = PoemFiles(folder)
        self._ended: Ended | None = None
        self._has_source = False
        write_info(folder, info)
        if part != ALL:
            self._files.begin(part)

    def take(self, block: Block) -> None:
        files = self._files
        destinations: dict[BlockKind, SegmentedFile] = {
            BlockKind.WIRE: files.wire,
            BlockKind.ROWS: files.rows,
            BlockKind.BORDERS: files.borders,
            BlockKind.LOG: files.log,
        }
        if self._ended is not None or block.kind is BlockKind.INFO:
            raise RecordingError("The recording goes on where it should have ended: it is damaged.")
        if block.kind is BlockKind.PROTOCOL:
            self._keep_source(block.content)
        elif block.kind is BlockKind.END:
            self._ended = end_of(json_of(block.content))
        else:
            destinations[block.kind].append(block.content)

    def end(self, recordings: NewRecordings) -> Imported:
        """Note how it ended, and have it be among the others. Raises RecordingError for one that cannot be true."""
        self._files.close_writing()
        recording = Recording.existing(self._folder)
        try:
            self._check()
            missing = [dropped_sentence(recording.dropped).rstrip(".")] if recording.dropped else []
            missing += [each.text for each in recording.records() if isinstance(each, Event) and each.kind in BREAKS]
            size = recording.wire_size
            if (lost := recording.sums.wire - size) > 0:
                missing.append(f"{counted(lost, 'byte')} missing at byte {size:,}")
            seconds = recording.sums.time / 1e6
            ended = self._ended or Ended(Outcome.INTERRUPTED, NO_END, size, seconds=seconds, received=size)
            info = evolve(self._info, ended=with_undelivered(ended, recording))
        finally:
            recording.close()
        write_info(self._folder, info)
        return Imported(recordings.bring(self._folder), info, size, tuple(missing))

    def _check(self) -> None:
        """Open it as a poem, once: whoever shows it later is to find nothing there that cannot be."""
        try:
            poem = StoredPoem.existing(self._folder)
            most = self._files.rows.size + self._files.wire.size
            is_there = poem.start <= poem.size and poem.dropped.frames <= poem.frame_count
            is_true = (
                is_there
                and poem.size <= most
                and poem.line_count <= poem.size + 1
                and poem.frame_count <= poem.size + 1
            )
            poem.close()
        except (ValueError, IndexError, OverflowError) as error:
            raise RecordingError(_UNTRUE) from error
        if not is_true:
            raise RecordingError(_UNTRUE)

    def _keep_source(self, source: bytes) -> None:
        if self._has_source:
            raise RecordingError("The recording has two protocols: it is damaged.")
        self._has_source = True
        descriptor = make_private_file(self._folder / RECORDED_SOURCE, os.O_WRONLY)
        try:
            write_all(descriptor, source)
        finally:
            os.close(descriptor)
