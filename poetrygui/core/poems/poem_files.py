"""The files of one poem: rows and their borders, and what came on the wire with its log."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from poetrygui.core.files.open_files import OpenFiles
from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.kept_part import ALL, KeptPart, look_by_part, write_kept_part
from poetrygui.core.poems.recording import LOG, WIRE
from poetrygui.paths import make_private_folder

# Larger blocks are quicker written one by one than put together first.
_LARGEST_MERGED = 64 * 1024


class FileSizes(NamedTuple):
    """How many bytes each file has. There is one for each chunk, and a tuple is made in a fourth of the time."""

    rows: int
    borders: int
    wire: int
    log: int

    @property
    def total(self) -> int:
        """Those of all."""
        return sum(self)


class PoemFiles:
    """Four files in one folder, of which each is made with its first byte.

    One thread appends to them, another may read what is there meanwhile.
    """

    __slots__ = ("_all", "_directory_is_ours", "_keeps_open", "borders", "directory", "log", "part", "rows", "wire")

    def __init__(
        self,
        directory: Path,
        segment_size: int | None = None,
        *,
        wire: SegmentedFile | None = None,
        open_files: OpenFiles | None = None,
        keeps_open: bool = False,
    ) -> None:
        """Name them in ``directory``, where nothing need be there.

        They are in segments of ``segment_size`` bytes, where they are new and not to have those of all others. ``wire``
        is the one for what came, where that is no ordinary one. Those that are written are among ``open_files``, if
        there are such. With ``keeps_open``, none is closed before the last is written: a confined process may write
        into no file that is there.
        """
        self.directory = directory
        self.rows, self.borders, made, self.log = (
            SegmentedFile(directory, name, open_files=open_files) for name in ("rows", "borders", WIRE, LOG)
        )
        self.wire = wire or made
        self.part = ALL if segment_size is None else KeptPart(segment_size)
        """What is kept of them."""
        self._all = self.rows, self.borders, self.wire, self.log
        for file in self._all if segment_size is not None else ():
            file.lay_out(self.part.segment_size, 0)
        self._directory_is_ours = True
        self._keeps_open = keeps_open

    def look(self) -> None:
        """Take notice of what is there. Raises OSError."""
        # The log first: what it tells is in the others by then.
        files = {"log": self.log, "rows": self.rows, "borders": self.borders, "wire": self.wire}
        self.part = look_by_part(self.directory, files)

    @property
    def sizes(self) -> FileSizes:
        """How many bytes there are."""
        return FileSizes(self.rows.size, self.borders.size, self.wire.size, self.log.size)

    def write(self, job: Callable[[], None]) -> OSError | None:
        """Do what writes, with the folder there; return the error that stopped it, if any."""
        try:
            if not (self.wire.size or self.rows.size or self.log.size or self.borders.size):
                make_private_folder(self.directory)
                if self.part != ALL:
                    write_kept_part(self.directory, self.part)
            job()
        except OSError as error:
            # There was a poem, or something else, before: not ours to remove.
            self._directory_is_ours &= not isinstance(error, FileExistsError)
            return error
        return None

    def note_part(self, part: KeptPart) -> None:
        """Note that no more than ``part`` is kept, in the writing thread. Raises OSError; all is kept then."""
        write_kept_part(self.directory, part)

    def begin(self, part: KeptPart) -> None:
        """Begin with no more than ``part`` of what others wrote, in a folder that is made if need be.

        Raises OSError.
        """
        make_private_folder(self.directory)
        self.part = part
        for file, start in zip(self._all, (part.rows, part.borders, part.wire, part.log), strict=True):
            file.lay_out(part.segment_size, start)
            file.size = start
        write_kept_part(self.directory, part)

    def give_up(self, part: KeptPart) -> None:
        """Read no more than ``part``, which was noted, in the reading thread."""
        self.part = part
        for file, start in zip(self._all, (part.rows, part.borders, part.wire, part.log), strict=True):
            file.give_up(start)

    def remove_given_up(self) -> None:
        """Remove the files of what is not kept any more, in the writing thread. Raises OSError."""
        for file in self._all:
            file.remove_given_up()

    def close_reading(self) -> None:
        """Give the reading descriptors back; a later read opens them anew."""
        for file in self._all:
            file.close_reading()

    def close_writing(self) -> None:
        """Give the writing descriptors back."""
        for file in self._all:
            file.close_writing()

    @property
    def can_close_rows(self) -> bool:
        """Whether rows or borders have a writing descriptor that can be given back."""
        return not self._keeps_open and (self.rows.is_open_for_writing or self.borders.is_open_for_writing)

    def close_rows(self) -> None:
        """Give the writing descriptors of rows and borders back; the wire and the log may be written with any batch."""
        self.rows.close_writing()
        self.borders.close_writing()

    def delete(self) -> None:
        """Close and remove all of them, and the folder with what else is kept of the poem, where that is ours."""
        for file in self._all:
            file.delete()
        if self._directory_is_ours:
            shutil.rmtree(self.directory, ignore_errors=True)


def append_all(file: SegmentedFile, blocks: Iterable[bytes]) -> None:
    """Append blocks one after another. Raises OSError; the file's ``size`` tells how much is there all the same."""
    for block in _merged(blocks):
        file.append(block)


def _merged(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Put small blocks together: a call of the system for each would cost more than the bytes."""
    small: list[bytes] = []
    size = 0
    for block in blocks:
        if size and size + len(block) > _LARGEST_MERGED:
            yield b"".join(small)
            small, size = [], 0
        small.append(block)
        size += len(block)
    if size:
        yield b"".join(small)
