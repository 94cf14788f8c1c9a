"""Messages that somebody sends often, kept in the profile for every window."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter

_VERSION = 1
_LARGEST_FILE = 1024 * 1024
MOST = 100
"""How many are kept: the last ones."""


@frozen
class Message:
    """What is typed, how it is ``written`` and what is ``put`` around it, both by the names of their kinds."""

    text: str
    written: str
    put: str


@frozen
class _Kept:
    version: int = _VERSION
    messages: tuple[Message, ...] = ()


_kept = KeptJson(_Kept, _VERSION, plain_converter, _LARGEST_FILE)


class KeptMessages:
    """Reads the file at a path each time, so that it has what other windows keep, too."""

    def __init__(self, path: Path) -> None:
        """Read and write ``path``."""
        self._path = path

    def read(self) -> tuple[tuple[Message, ...], str]:
        """Return them, the oldest first, and a sentence where the file was damaged, and set aside."""
        kept, problem = read_kept(self._path, _kept, _LARGEST_FILE, _Kept(), "The messages")
        return kept.messages, problem

    def add(self, message: Message) -> None:
        """Keep one, as the last. Raises SaveError."""
        self._write((*(each for each in self.read()[0] if each != message), message)[-MOST:])

    def remove(self, message: Message) -> None:
        """Keep one no longer. Raises SaveError."""
        self._write(tuple(each for each in self.read()[0] if each != message))

    def _write(self, messages: tuple[Message, ...]) -> None:
        write_atomically(self._path, _kept.dump(_Kept(messages=messages)))
