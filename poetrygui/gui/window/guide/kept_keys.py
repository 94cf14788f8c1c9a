"""Keys that somebody has changed, and the commands that were run lately, as the profile keeps them."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter

_VERSION = 1
_LARGEST_FILE = 64 * 1024


@frozen
class KeyChange:
    """The ``keys`` that run a command instead of those that it has at first; it may be none."""

    command: str
    keys: tuple[str, ...]


@frozen
class KeptKeys:
    """``changes`` are of commands by their names; ``recent`` are the names of those run lately, the last first."""

    version: int = _VERSION
    changes: tuple[KeyChange, ...] = ()
    recent: tuple[str, ...] = ()


_kept = KeptJson(KeptKeys, _VERSION, plain_converter, _LARGEST_FILE)


def read_keys(path: Path) -> tuple[KeptKeys, str]:
    """Return what is kept at ``path``, and a sentence where that was damaged, or no file at all, and set aside."""
    return read_kept(path, _kept, _LARGEST_FILE, KeptKeys(), "The keys")


def write_keys(path: Path, keys: KeptKeys) -> None:
    """Keep them at ``path``. Raises SaveError."""
    write_atomically(path, _kept.dump(keys))
