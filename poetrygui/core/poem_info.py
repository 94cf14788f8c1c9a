"""What is noted beside a poem on disk: where it came from, and how its connection ended."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from attrs import frozen

from poetrygui.core.atomic_file import set_aside, write_all
from poetrygui.core.kept_json import KeptJson
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.small_file import read_small_file, what_is_wrong
from poetrygui.core.strict_json import strict_converter
from poetrygui.errors import SaveError

_VERSION = 1
_NAME = "poem.json"
_LARGEST_FILE = 1024 * 1024


class DamagedInfoError(Exception):
    """A poem's note could not be understood, and was set aside; ``str(error)`` says what it was and where it is."""


@frozen
class PoemInfo:
    """Where a poem came from. ``started`` is an ISO 8601 time; ``ended`` is None while the connection stands."""

    name: str
    address: str
    protocol: str
    started: str
    server_id: str = ""
    ended: Ended | None = None


@frozen
class _File:
    version: int
    poem: PoemInfo


_converter = strict_converter()
_converter.register_structure_hook(Outcome, lambda value, _: Outcome(value))
# Made now: else that would take a millisecond of a poem's beginning.
_converter.get_unstructure_hook(_File)
_kept = KeptJson(_File, _VERSION, _converter, _LARGEST_FILE)


def write_info(directory: Path, info: PoemInfo) -> None:
    """Note ``info`` in a poem's folder, which is made if need be. Raises OSError; the old note is then untouched.

    There is no fsync: a program that dies loses nothing by that, and hundreds of poems begin and end at once.
    """
    try:
        data = _kept.dump(_File(_VERSION, info))
    except SaveError as error:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from error
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = directory / f"{_NAME}.tmp"
    # A program that died may have left one; and a pipe of that name would be waited for.
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
        temporary.replace(directory / _NAME)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def read_info(directory: Path) -> PoemInfo | None:
    """Return what is noted in a poem's folder, or None where nothing is.

    A note that cannot be understood, and what is no regular file, is set aside under another name: raises
    DamagedInfoError. Raises OSError where it cannot be read or set aside.
    """
    path = directory / _NAME
    try:
        return _kept.parse(read_small_file(path, _LARGEST_FILE)).poem
    except FileNotFoundError:
        return None
    except OSError:
        raise
    except Exception as error:  # damage comes in every shape, and gets the same answer
        found, aside = what_is_wrong(error), set_aside(path)
        raise DamagedInfoError(f"what was noted about it was {found}, and is set aside as {aside.name}") from error
