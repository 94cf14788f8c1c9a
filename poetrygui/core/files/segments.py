"""A file that only grows, kept in segments so that dropping a large one never blocks for long."""

from __future__ import annotations

import contextlib
import errno
import os
from functools import partial
from pathlib import Path

from poetrygui.core.files.atomic_file import write_some
from poetrygui.core.files.open_files import FilesRead, OpenFiles
from poetrygui.paths import make_private_file

SEGMENT_SIZE = 256 * 1024 * 1024

# Twice as much has the system look for pieces of memory so large that it takes up to five times as long.
_LARGEST_WRITE = 1024 * 1024

# Windows would turn newlines into CRLF without it.
_BINARY = getattr(os, "O_BINARY", 0)


class SegmentedFile:
    """Bytes at offsets from 0, in files ``NAME.000``, ``NAME.001``, … of ``segment_size`` bytes each.

    One thread appends; another may read what is there at the same time: each has a descriptor of its own.
    Nothing is created before the first byte.
    """

    __slots__ = (
        "__weakref__",
        "_directory",
        "_name",
        "_open_files",
        "_own_segments",
        "_reading",
        "_segment_size",
        "_writing",
        "size",
        "start",
    )

    def __init__(
        self, directory: Path, name: str, segment_size: int = SEGMENT_SIZE, open_files: OpenFiles | None = None
    ) -> None:
        """Have files in ``directory`` that begin with ``name``; ``segment_size`` in bytes.

        The one that is written is among ``open_files``, which may close it, and the one that is read, if they count
        those; without them it stays open.
        """
        self.start = 0
        """The first byte that is there: segments before it were given up."""
        self.size = 0
        """Bytes written, in the appending thread's view, those that were given up with them."""
        self._directory = directory
        self._name = name
        self._segment_size = segment_size
        self._own_segments = 0  # those from 0 up to here are of our making
        self._open_files = open_files
        self._writing: tuple[int, int] | None = None  # segment, descriptor
        self._reading: tuple[int, int] | None = None

    @classmethod
    def existing(cls, directory: Path, name: str, segment_size: int = SEGMENT_SIZE) -> SegmentedFile:
        """Open what an earlier run wrote with the same ``directory``, ``name`` and ``segment_size``. Raises OSError."""
        file = cls(directory, name, segment_size)
        file.look()
        return file

    def lay_out(self, segment_size: int, start: int) -> None:
        """Have segments of so many bytes, of which those before byte ``start`` were given up; :meth:`look` follows."""
        self.start, self._segment_size = start, segment_size

    def look(self) -> None:
        """Take notice of what somebody else has appended. Raises OSError."""
        size = self._segment_size
        segment, self.size = self.start // size, self.start
        # What stands behind a segment that was cut short is not at its offset any more.
        while size == self._segment_size and self._path(segment).exists():
            size = min(self._path(segment).stat().st_size, self._segment_size)
            self.size += size
            segment += 1
        self._own_segments = segment

    def append(self, data: bytes) -> None:
        """Write all of ``data``. Raises OSError; ``size`` then tells how much of it is there all the same."""
        rest, left = memoryview(data), len(data)
        while left:
            segment, offset = divmod(self.size, self._segment_size)
            most = min(self._segment_size - offset, _LARGEST_WRITE)
            descriptor = self._descriptor_for_writing(segment)
            _expect_untouched(descriptor, offset)
            written = write_some(descriptor, rest if left <= most else rest[:most])
            self.size += written
            left -= written
            if left:
                rest = rest[written:]

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, fewer where the file ends before. Raises OSError.

        From a byte that was given up on, there are none.
        """
        pieces = []
        stop = min(stop, self.size) if start >= self.start else start
        while start < stop:
            segment, offset = divmod(start, self._segment_size)
            length = min(stop - start, self._segment_size - offset)
            piece = os.pread(self._descriptor_for_reading(segment), length, offset)
            if not piece:
                break
            pieces.append(piece)
            start += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    @property
    def is_open_for_writing(self) -> bool:
        """Whether there is an appending descriptor."""
        return self._writing is not None

    def floor(self, offset: int) -> int:
        """Return where the segment begins that holds the byte at ``offset``; all before can be given up for that."""
        return offset - offset % self._segment_size

    def give_up(self, start: int) -> None:
        """Read nothing before byte ``start`` any more, in the reading thread: it is where a segment begins."""
        self.start = start
        if self._reading is not None and self._reading[0] < start // self._segment_size:
            self.close_reading()

    def remove_given_up(self) -> None:
        """Remove the segments that were given up, in the appending thread. Raises OSError."""
        # Whoever died before this left some more.
        segment = self.start // self._segment_size
        while segment and self._path(segment - 1).exists():
            segment -= 1
            self._path(segment).unlink()

    def close_writing(self) -> None:
        """Give the appending descriptor back; a later append opens it anew."""
        if self._writing is not None:
            if self._open_files is not None:
                self._open_files.closed(self)
            os.close(self._writing[1])
            self._writing = None

    def close_reading(self) -> None:
        """Give the reading descriptor back; a later read opens it anew."""
        if self._reading is not None:
            if (read := self._files_read) is not None:
                read.closed(self)
            os.close(self._reading[1])
            self._reading = None

    def __del__(self) -> None:
        """Give both descriptors back where whoever used it let go of it without."""
        with contextlib.suppress(OSError):
            self.close_writing()
        with contextlib.suppress(OSError):
            self.close_reading()

    def delete(self) -> None:
        """Close and remove every segment, but no file of somebody else that stands in the place of one."""
        self.close_writing()
        self.close_reading()
        for segment in range(self.start // self._segment_size, self._own_segments):
            with contextlib.suppress(OSError):
                self._path(segment).unlink()

    def _path(self, segment: int) -> Path:
        return self._directory / f"{self._name}.{segment:03}"

    def _descriptor_for_writing(self, segment: int) -> int:
        if self._writing is None or self._writing[0] != segment:
            self.close_writing()
            opening = partial(self._open_for_writing, segment)
            opened = opening() if self._open_files is None else self._open_files.open(self, opening)
            self._writing = segment, opened
            self._own_segments = segment + 1
        elif self._open_files is not None:
            self._open_files.used(self)
        return self._writing[1]

    def _open_for_writing(self, segment: int) -> int:
        # O_EXCL and no following of links: a file that somebody else put there is never written to.
        flags = os.O_WRONLY | os.O_APPEND | _BINARY | getattr(os, "O_NOFOLLOW", 0)
        path = self._path(segment)
        is_new = segment >= self._own_segments
        return make_private_file(path, flags) if is_new else os.open(path, flags | os.O_CREAT, 0o600)

    def _descriptor_for_reading(self, segment: int) -> int:
        if self._reading is None or self._reading[0] != segment:
            self.close_reading()
            # Without a Path, which takes longer to make than a file to open.
            path = f"{self._directory}{os.sep}{self._name}.{segment:03}"
            opening = partial(os.open, path, os.O_RDONLY | _BINARY)
            self._reading = segment, opening() if (read := self._files_read) is None else read.open(self, opening)
        elif (read := self._files_read) is not None:
            read.used(self)
        return self._reading[1]

    @property
    def _files_read(self) -> FilesRead | None:
        return None if self._open_files is None else self._open_files.read


def _expect_untouched(descriptor: int, size: int) -> None:
    # What another program removed or cut short would be lost, and all that follows would be at a wrong offset.
    status = os.fstat(descriptor)
    if status.st_nlink == 0 or status.st_size != size:
        raise OSError(errno.EIO, "another program has removed or changed it")
