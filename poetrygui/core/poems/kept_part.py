"""What is still kept of a recording that was too long, and what was before that."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import astuple, frozen

from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.files.kept_json import KeptJson
from poetrygui.core.files.segments import SEGMENT_SIZE, SegmentedFile
from poetrygui.core.files.small_file import read_small_file
from poetrygui.core.files.strict_json import strict_converter
from poetrygui.paths import make_private_file

_VERSION = 1
_NAME = "kept-part.json"
_LARGEST_FILE = 4096


@frozen
class Dropped:
    """What came first and is not kept: so much, up to the end of some chunk, at ``time`` µs. Sizes are in bytes."""

    wire: int = 0
    rows: int = 0
    frames: int = 0
    newlines: int = 0
    chunks: int = 0
    records: int = 0
    time: int = 0

    def __bool__(self) -> bool:
        return self != NOTHING


NOTHING = Dropped()


@frozen
class KeptPart:
    """Of files in segments of ``segment_size`` bytes, what is there: each from the byte of its name on.

    ``dropped`` is what nobody reads any more, though some of it may lie in the segments that are there.
    """

    segment_size: int = SEGMENT_SIZE
    rows: int = 0
    borders: int = 0
    wire: int = 0
    log: int = 0
    dropped: Dropped = NOTHING


ALL = KeptPart()


@frozen
class _File:
    version: int
    part: KeptPart


_converter = strict_converter()
_kept = KeptJson(_File, _VERSION, lambda: _converter, _LARGEST_FILE)


def told_part(part: KeptPart) -> dict[str, Any]:
    """Return what :func:`part_of` takes."""
    told: dict[str, Any] = _converter.unstructure(part)
    return told


def part_of(told: object) -> KeptPart:
    """Return what was told. Raises ValueError for what cannot be."""
    try:
        part = _converter.structure(told, KeptPart)
    except Exception as error:  # damage comes in every shape, and gets the same answer
        raise ValueError("this is no part of a recording") from error
    return _checked(part)


def _checked(part: KeptPart) -> KeptPart:
    starts = part.rows, part.borders, part.wire, part.log
    if part.segment_size < 1 or any(each < 0 or each % part.segment_size for each in starts):
        raise ValueError("segments do not begin there")
    if min(astuple(part.dropped)) < 0:
        raise ValueError("less than nothing was dropped")
    return part


def write_kept_part(directory: Path, part: KeptPart) -> None:
    """Note in a poem's folder what is kept. Raises OSError; the old note is then untouched."""
    temporary = directory / f"{_NAME}.tmp"
    temporary.unlink(missing_ok=True)  # by a program that died
    descriptor = make_private_file(temporary, os.O_WRONLY)
    try:
        write_all(descriptor, _kept.dump(_File(_VERSION, part)))
    finally:
        os.close(descriptor)
    temporary.replace(directory / _NAME)


def read_kept_part(directory: Path) -> KeptPart:
    """Return what is noted: where nothing is, all is kept. Raises OSError, also where that is damaged."""
    try:
        data = read_small_file(directory / _NAME, _LARGEST_FILE, follow_links=False)
    except (FileNotFoundError, NotADirectoryError):
        return ALL
    except ValueError as error:
        raise _damaged(directory) from error
    try:
        return _checked(_kept.parse(data).part)
    except Exception as error:  # damage comes in every shape, and gets the same answer
        raise _damaged(directory) from error


def look_by_part(directory: Path, files: Mapping[str, SegmentedFile]) -> KeptPart:
    """Have ``files``, by what a part calls them, look at what is there in their order; return what is kept.

    Raises OSError.
    """
    stamp = _stamp(directory)
    while True:
        part = read_kept_part(directory)
        for name, file in files.items():
            if part != ALL:
                file.lay_out(part.segment_size, getattr(part, name))
            file.look()
        # Who writes may have given more up meanwhile: then what was looked for was not there any more.
        before, stamp = stamp, _stamp(directory)
        if stamp == before:
            return part


def _stamp(directory: Path) -> tuple[int, int, int] | None:
    """Return what is another one once the note is; None where there is none. Raises OSError."""
    try:
        status = (directory / _NAME).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _damaged(directory: Path) -> OSError:
    return OSError(errno.EIO, f"what is noted about its dropped beginning is damaged: {directory / _NAME}")
