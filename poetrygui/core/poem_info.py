"""What is noted beside a poem on disk: where it came from, and how its connection ended."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from attrs import frozen

from poetrygui.core.atomic_file import set_aside, write_all
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.strict_json import strict_converter

_VERSION = 1
_NAME = "poem.json"
_LARGEST_FILE = 1024 * 1024


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


def write_info(directory: Path, info: PoemInfo) -> None:
    """Note ``info`` in a poem's folder, which is made if need be. Raises OSError; the old note is then untouched.

    There is no fsync: a program that dies loses nothing by that, and hundreds of poems begin and end at once.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = _converter.unstructure(_File(_VERSION, info))
    temporary = directory / f"{_NAME}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        try:
            write_all(descriptor, json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8", "replace"))
        finally:
            os.close(descriptor)
        temporary.replace(directory / _NAME)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def read_info(directory: Path) -> PoemInfo | None:
    """Return what is noted in a poem's folder, or None where nothing is.

    A note that cannot be understood is set aside under another name. Raises OSError where it cannot be read.
    """
    path = directory / _NAME
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    try:
        if len(data) > _LARGEST_FILE:
            raise ValueError("too large")
        file_content = _converter.structure(json.loads(data.decode("utf-8")), _File)
        if file_content.version != _VERSION:
            raise ValueError("another version")
    except Exception:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
        set_aside(path)
        return None
    return file_content.poem
