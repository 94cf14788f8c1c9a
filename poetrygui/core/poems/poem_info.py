"""What is noted beside a poem on disk: where it came from, and how its connection ended."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from cattrs.gen import make_dict_unstructure_fn, override

from poetrygui.core.files.atomic_file import set_aside, write_all
from poetrygui.core.files.kept_json import KeptJson
from poetrygui.core.files.small_file import UnfitFileError, read_small_file, what_is_wrong
from poetrygui.core.files.strict_json import expect, strict_converter
from poetrygui.core.outcomes import MOST_UNDELIVERED, Ended, Outcome, Undelivered, WhatIsKept
from poetrygui.errors import SaveError
from poetrygui.paths import make_private_file, make_private_folder

_VERSION = 2
_NAME = "poem.json"
_SOURCE = "protocol.py"
_UNDELIVERED = "undelivered"
_LARGEST_FILE = 1024 * 1024


class DamagedInfoError(Exception):
    """A poem's note could not be understood, and was set aside; ``str(error)`` says what it was and where it is."""


Options = tuple[tuple[str, str], ...]
"""Names and values, in pairs."""


@frozen
class PoemInfo:
    """Where a poem came from. ``started`` is an ISO 8601 time; ``ended`` is None while the connection stands.

    ``digest`` is the SHA-256, in hex, of the source of its protocol, which had these ``options``. ``peer`` is the
    address at the other end, as a text. At ``clock`` seconds since the epoch the times of its recording begin, 0.0
    where there is none; ``kept`` is what that holds, and None for a poem from the time before there were any.
    """

    name: str
    address: str
    protocol: str
    started: str
    server_id: str = ""
    ended: Ended | None = None
    options: Options = ()
    digest: str = ""
    peer: str = ""
    is_tls: bool = False
    clock: float = 0.0
    kept: WhatIsKept | None = None


@frozen
class _File:
    version: int
    poem: PoemInfo


@frozen
class _Place:
    """What is noted of the bytes in the file beside: where in the stream they begin."""

    at: int
    is_exact: bool


_converter = strict_converter()
_converter.register_unstructure_hook(Undelivered, lambda value: {"at": value.at, "is_exact": value.is_exact})
_converter.register_structure_hook(Undelivered, lambda value, _: _of_place(_converter.structure(value, _Place)))
# Poems of before did not have these.
_optional = override(omit_if_default=True)
_unstructure_ended = make_dict_unstructure_fn(Ended, _converter, received=_optional, undelivered=_optional)
_converter.register_unstructure_hook(Ended, _unstructure_ended)
_converter.register_structure_hook(Outcome, lambda value, _: Outcome(value))
_converter.register_structure_hook(WhatIsKept, lambda value, _: WhatIsKept(value))
_converter.register_structure_hook_func(
    lambda kind: kind == Options,
    lambda value, _: tuple(_converter.structure(expect(dict, value), dict[str, str]).items()),
)
_converter.register_unstructure_hook_func(lambda kind: kind == Options, dict)
# Made now: else that would take a millisecond of a poem's beginning.
_converter.get_unstructure_hook(_File)


def _of_version_1(content: dict[str, Any]) -> dict[str, Any]:
    # It told nothing of a recording, and what is new says so by itself.
    return {**content, "version": 2}


_kept = KeptJson(_File, _VERSION, lambda: _converter, _LARGEST_FILE, {1: _of_version_1})


def write_info(directory: Path, info: PoemInfo, source: bytes = b"") -> None:
    """Note ``info`` in a poem's ``directory``, which is made if need be.

    Raises OSError; the old note is then untouched.

    ``source`` is that of its protocol, which is noted beside it, where it is given.

    There is no fsync: a program that dies loses nothing by that, and hundreds of poems begin and end at once.
    """
    try:
        data = _kept.dump(_File(_VERSION, info))
    except SaveError as error:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from error
    make_private_folder(directory)
    if info.ended is not None and info.ended.undelivered is not None:
        # First, so that what is noted is there.
        _write(directory, _UNDELIVERED, info.ended.undelivered.data)
    if source:
        _write(directory, _SOURCE, source)
    _write(directory, _NAME, data)


def _write(directory: Path, name: str, data: bytes) -> None:
    temporary = directory / f"{name}.tmp"
    # A program that died may have left one; and a pipe of that name would be waited for.
    temporary.unlink(missing_ok=True)
    descriptor = make_private_file(temporary, os.O_WRONLY)
    try:
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
        temporary.replace(directory / name)
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
        info = _kept.parse(read_small_file(path, _LARGEST_FILE)).poem
    except FileNotFoundError:
        return None
    except OSError:
        raise
    except Exception as error:  # damage comes in every shape, and gets the same answer
        found, aside = what_is_wrong(error), set_aside(path)
        raise DamagedInfoError(f"what was noted about it was {found}, and is set aside as {aside.name}") from error
    return info if info.ended is None else evolve(info, ended=_with_undelivered(directory, info.ended))


def _with_undelivered(directory: Path, ended: Ended) -> Ended:
    if ended.undelivered is None:
        return ended
    try:
        data = read_small_file(directory / _UNDELIVERED, MOST_UNDELIVERED, follow_links=False)
    except (OSError, UnfitFileError):
        return evolve(ended, undelivered=None)  # the poem itself is there all the same
    return evolve(ended, undelivered=evolve(ended.undelivered, data=data) if data else None)


def _of_place(place: _Place) -> Undelivered:
    return Undelivered(place.at, b"", place.is_exact)
