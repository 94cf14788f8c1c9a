"""Which files the user has looked at and lets run: kept by path and content, in one small file."""

from __future__ import annotations

import codecs
import enum
import os
from pathlib import Path

from attrs import evolve, field, frozen

from poetrygui.core import files
from poetrygui.core.files.atomic_file import set_aside, write_atomically
from poetrygui.core.files.kept_json import Converter, KeptJson, Upgrade
from poetrygui.core.files.small_file import what_is_wrong
from poetrygui.errors import PluginError, SaveError
from poetrygui.plugins.source_file import SourceFile, read_own_file

_VERSION = 3
_LARGEST_FILE = 4 * 1024 * 1024

MOST_EARLIER = 32
"""Versions of a file that stay trusted, beside the present one, for the recordings that they framed."""


class Decision(enum.StrEnum):
    """What the user said of a file."""

    TRUSTED = "trusted"  # these bytes may run
    BEING_WRITTEN = "being-written"  # the user writes this file: whatever is in it may run
    DENIED = "denied"  # these bytes may not run, wherever they are


class Standing(enum.Enum):
    """How a file stands in the book."""

    NEW = enum.auto()  # nobody said anything
    CHANGED = enum.auto()  # other bytes at this path were trusted
    TRUSTED = enum.auto()
    BEING_WRITTEN = enum.auto()
    DENIED = enum.auto()


@frozen
class _Record:
    sha256: str
    decision: Decision
    earlier: tuple[str, ...] = ()  # digests that were trusted before it, the last one first

    def allows(self, sha256: str) -> bool:
        """Tell whether bytes were trusted at this path, now or before."""
        return sha256 in self.earlier or (self.decision is Decision.TRUSTED and sha256 == self.sha256)

    def followed_by(self, sha256: str) -> tuple[str, ...]:
        """Return what was trusted before that digest is decided upon: of what is being written only what was looked at
        and trusted as it was."""
        trusted = [self.sha256] if self.decision is Decision.TRUSTED else []
        return tuple(each for each in (*trusted, *self.earlier) if each != sha256)[:MOST_EARLIER]


@frozen
class _Book:
    version: int = _VERSION
    files: dict[str, _Record] = field(factory=dict)
    denied: dict[str, str] = field(factory=dict)  # digests, and the path that each was seen at
    suspended: dict[str, str] = field(factory=dict)  # what is turned off for its faults, and which version of it
    in_process: tuple[str, ...] = ()  # what is to receive in the program's own process


def _make_converter() -> Converter:
    converter = files.strict_converter()
    # Of its own, because it is a str too: the hook for texts would leave a text in its place.
    converter.register_structure_hook(Decision, lambda value, _: Decision(files.expect(str, value)))
    return converter


_OLDER: dict[int, Upgrade] = {1: lambda book: {**book, "version": 2}, 2: lambda book: {**book, "version": 3}}
_kept = KeptJson(_Book, _VERSION, _make_converter, _LARGEST_FILE, _OLDER)


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


class TrustBook:
    """The decisions, saved at each change. A file that is damaged, or no file at all, is set aside: nothing is trusted.

    ``problem`` then says so in a sentence. Other windows and commands may write the same file: it is read anew before
    each change, and by :meth:`refresh`.
    """

    def __init__(self, path: Path | None) -> None:
        """Read the book; without a path, or a file there, it is empty. Without a path, nothing is ever saved."""
        self.problem: str | None = None
        self.all_in_process = False
        """Whether in this run of the program all protocols are to receive in its own process."""
        self._path = path
        self._book = _Book()
        self._for_now: set[tuple[Path, str]] = set()
        self._seen: tuple[int, ...] | None = None
        self._refused: str | None = None
        self.refresh()

    def standing(self, source: SourceFile) -> Standing:
        """Tell how a file stands with the bytes that it has. No to some bytes is no to them under every name."""
        if (source.path.absolute(), source.sha256) in self._for_now:
            return Standing.TRUSTED
        if source.sha256 in self._book.denied:
            return Standing.DENIED
        record = self._book.files.get(str(source.path.absolute()))
        if record is None:
            return Standing.NEW
        if record.decision is Decision.BEING_WRITTEN:
            return Standing.BEING_WRITTEN
        return Standing.TRUSTED if record.sha256 == source.sha256 else Standing.CHANGED

    def trusts(self, sha256: str) -> bool:
        """Tell whether these bytes may run wherever they are: they are or were trusted at some path, denied at none.

        So a recording's own source may run that was edited and trusted anew since.
        """
        if sha256 in self._book.denied:
            return False
        for_now = any(digest == sha256 for _path, digest in self._for_now)
        return for_now or any(each.allows(sha256) for each in self._book.files.values())

    def earlier_trusted(self, path: Path) -> int:
        """Return how many versions of a file were trusted before the present one and may still run for recordings."""
        record = self._book.files.get(str(path.absolute()))
        earlier = () if record is None else record.earlier
        return sum(each not in self._book.denied for each in earlier)

    def decide(self, path: Path, sha256: str, decision: Decision) -> None:
        """Keep a decision about the bytes with the digest ``sha256`` at this path.

        A denial takes back what was ever trusted there. Raises SaveError, and all is as before.
        """
        self.refresh()
        decided, denied = dict(self._book.files), dict(self._book.denied)
        before = decided.pop(str(path.absolute()), None)
        if decision is Decision.DENIED:
            denied[sha256] = str(path.absolute())
        else:
            # Whoever trusts what was denied, here or elsewhere, has thought it over.
            denied.pop(sha256, None)
            earlier = () if before is None else before.followed_by(sha256)
            decided[str(path.absolute())] = _Record(sha256, decision, earlier)
        self._save(evolve(self._book, files=decided, denied=denied))
        if decision is Decision.DENIED:
            self._for_now = {each for each in self._for_now if path.absolute() != each[0] and sha256 != each[1]}

    def trust_for_now(self, source: SourceFile) -> None:
        """Trust these bytes at this path as long as this program runs."""
        self._for_now.add((source.path.absolute(), source.sha256))

    def is_suspended(self, key: str, version: str) -> bool:
        """Tell whether this version of a protocol was turned off for its faults."""
        return self._book.suspended.get(key) == version

    def suspend(self, key: str, version: str | None) -> None:
        """Turn a version of a protocol off for its faults or, with None, on again. Raises SaveError."""
        self.refresh()
        suspended = {name: each for name, each in self._book.suspended.items() if name != key}
        if version is not None:
            suspended[key] = version
        self._save(evolve(self._book, suspended=suspended))

    def runs_in_process(self, key: str) -> bool:
        """Tell whether a protocol is to receive in the program's own process, where it could in one of its own."""
        return self.all_in_process or key in self._book.in_process

    def run_in_process(self, key: str, *, wanted: bool) -> None:
        """Have a protocol receive in the program's own process, or in ones of its own. Raises SaveError."""
        self.refresh()
        others = tuple(each for each in self._book.in_process if each != key)
        self._save(evolve(self._book, in_process=(*others, key) if wanted else others))

    def refresh(self) -> None:
        """Read the book anew if somebody else has written it."""
        if self._path is None:
            return
        try:
            status = self._path.stat()
        except OSError:
            # Also where it cannot be looked at: nothing is trusted then.
            self._book, self._seen, self._refused = _Book(), None, None
            return
        seen = _stamp(status)
        if seen == self._seen:
            return
        self._book, self._seen, self._refused = _Book(), seen, None
        try:
            data = read_own_file(self._path, _LARGEST_FILE)
            book = _kept.parse(data.removeprefix(codecs.BOM_UTF8))
        except PluginError as error:
            # It is left where it is: whoever mends the mode that is wrong has the decisions back.
            self._seen, self._refused = None, str(error)
            self.problem = f"No protocol file is trusted, since the list of those that are is not safe: {error}"
        except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
            self._set_aside(self._path, what_is_wrong(error))
        else:
            self._book = book

    def _save(self, book: _Book) -> None:
        if self._refused is not None:
            raise SaveError(f"The decision cannot be kept: {self._refused}")
        if self._path is not None:
            write_atomically(self._path, _kept.dump(book))
            self._seen = _stamp(self._path.stat())
        self._book = book

    def _set_aside(self, path: Path, found: str) -> None:
        try:
            aside = set_aside(path)
        except OSError as error:
            self._refused = f"{path} is {found} and cannot be set aside: {error.strerror or error}."
            self.problem = f"No protocol file is trusted: {self._refused}"
        else:
            self._seen = None
            self.problem = f"The list of trusted protocol files was {found}, and none is trusted now: it is {aside}."
