"""The servers that the user keeps, and the file that holds them."""

from __future__ import annotations

import contextlib
import hashlib
import math
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen
from attrs.converters import optional

from poetrygui.core import files
from poetrygui.core.files.atomic_file import set_aside, write_atomically
from poetrygui.core.files.file_lock import FileLock, LockedElsewhereError
from poetrygui.core.files.kept_json import Converter, KeptJson, NewerVersionError
from poetrygui.core.files.small_file import UnfitFileError, read_small_file, what_is_wrong
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.older_versions import OLDER_VERSIONS
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_groups import InGroup, gathered, with_group_apart, with_group_in_name
from poetrygui.core.servers.server_merge import (
    ServerConflictError,
    with_difference,
    with_moved,
    with_replaced,
    without,
)
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import SaveError

_VERSION = 6
_LARGEST_FILE = 4 * 1024 * 1024
# Saving takes milliseconds; whoever was stopped in the middle of it is not waited for.
_TRIES, _BETWEEN_TRIES = 50, 0.01  # seconds

SMALLEST_LIMIT = 16 * 1024 * 1024
"""Bytes that each recording may take."""

LONGEST_TIMEOUT = 1_000_000.0
"""Seconds; eleven days."""

Options = tuple[tuple[str, str], ...]
"""Names and values, in pairs, so that a server can be compared and hashed."""


def _as_options(options: Mapping[str, str] | Options) -> Options:
    return tuple(sorted(dict(options).items()))


def _as_seconds(seconds: float) -> float:
    # Pollers count milliseconds in 31 bits; a time that is no number means to wait as long as can be.
    return LONGEST_TIMEOUT if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_TIMEOUT)


def _as_limit(size: int) -> int:
    return max(size, SMALLEST_LIMIT)


@frozen
class Server(InGroup):
    """An entry in the list. Times are in seconds, at most LONGEST_TIMEOUT; ``idle_timeout`` None waits for ever."""

    name: str
    address: str
    protocol: str = "raw"
    connect_timeout: float = field(default=30.0, converter=_as_seconds)
    idle_timeout: float | None = field(default=None, converter=optional(_as_seconds))
    send: str = ""
    """Text sent when connected, encoded by the protocol; nothing where it is empty."""
    conversation: tuple[Turn, ...] = ()
    """What is said after that, waited for, and answered."""
    options: Options = field(default=(), converter=_as_options)
    """The protocol's options as the user typed them, sorted by name; a mapping can be given."""
    transport_options: Options = field(default=(), converter=_as_options)
    """Those of the transport that the address is for, likewise."""
    recording: WhatIsKept = WhatIsKept.EVERYTHING
    """What is kept of its connections; a change of it is for those that are made afterwards."""
    recording_limit: int | None = field(default=None, converter=optional(_as_limit))
    """Bytes that one recording may take, at least SMALLEST_LIMIT; None for what the profile says. As above."""
    id: str = field(factory=lambda: uuid.uuid4().hex)


@frozen
class _File:
    version: int
    servers: tuple[Server, ...]


def _make_converter() -> Converter:
    converter = files.strict_converter()
    converter.register_structure_hook_func(
        lambda kind: kind == Options,
        lambda value, _: converter.structure(files.expect(dict, value), dict[str, str]),
    )
    converter.register_unstructure_hook_func(lambda kind: kind == Options, dict)
    converter.register_structure_hook(Does, lambda value, _: Does(value))
    converter.register_structure_hook(Reconnect, lambda value, _: Reconnect(value))
    converter.register_structure_hook(WhatIsKept, lambda value, _: WhatIsKept(value))
    files.change_content(converter, Server, with_group_apart, with_group_in_name)
    return converter


_kept = KeptJson(_File, _VERSION, _make_converter, _LARGEST_FILE, older=OLDER_VERSIONS)


class ServerBook:
    """The list of servers, saved at each change before the change is seen; those of each group stand together.

    Another window may have the same file: each change is made to what is in it then, so that nothing of the other's is
    lost. A file that cannot be understood, and what is no regular file, is set aside under another name, never
    overwritten; ``problem`` then says so in a sentence. A file that cannot be read stays where it is, and nothing is
    saved over it.

    A change raises SaveError, and the list is as before; or ServerConflictError where somebody else has changed the
    same, and the list is as it is now: doing it again is then done knowingly.
    """

    def __init__(self, path: Path) -> None:
        """Read the list; where there is no file, it is empty."""
        self.servers: tuple[Server, ...] = ()
        self.problem: str | None = None
        self._path = path
        self._may_save = True
        # The file as it was read or written last; what is in it may not have been taken on, where saving failed.
        self._in_file: tuple[Server, ...] = ()
        self._digest = b""
        self._stamp: _Stamp | None = None
        self._read()

    def add(self, server: Server) -> None:
        """Append a server."""
        self._change(lambda newest: (*newest, server))

    def replace(self, server: Server) -> None:
        """Put a server in the place of the one with the same id."""
        self._change(lambda newest: with_replaced(self.servers, newest, server))

    def remove(self, ids: Collection[str]) -> None:
        """Drop servers."""
        self._change(lambda newest: without(self.servers, newest, ids))

    def change(self, old: Sequence[Server], new: Sequence[Server]) -> None:
        """Change what is different between two lists, and nothing else."""
        self._change(lambda newest: with_difference(newest, old, new))

    def move(self, ids: Collection[str], row: int) -> None:
        """Put servers, in their present order, before the one at ``row``."""
        self._change(lambda newest: with_moved(self.servers, newest, ids, row))

    def refresh(self) -> None:
        """Take on what another window has saved; whatever is wrong with the file is told at the next change."""
        if self._may_save and _stamp(self._path) != self._stamp:
            with contextlib.suppress(SaveError):
                self.servers = self._newest()

    def _change(self, change: Callable[[tuple[Server, ...]], tuple[Server, ...]]) -> None:
        if not self._may_save:
            raise SaveError(f"{self._path} could not be read at the start, so nothing is saved over it.")
        with _locked(self._path):
            newest = self._newest()
            try:
                changed = gathered(change(newest))
            except ServerConflictError:
                self.servers = newest
                raise
            data = dump_servers(changed)
            write_atomically(self._path, data)
            self._note(data, changed, _stamp(self._path))
        self.servers = changed

    def _newest(self) -> tuple[Server, ...]:
        """Return what the file holds now. Raises SaveError where that cannot be told."""
        stamp = _stamp(self._path)
        try:
            data = read_small_file(self._path, _LARGEST_FILE)
            if hashlib.sha256(data).digest() == self._digest:
                self._stamp = stamp
                return self._in_file
            servers = parse_servers(data)
        except FileNotFoundError:
            return self.servers  # whoever removed the file has not removed the servers one by one
        except OSError as error:
            raise SaveError(f"{self._path} cannot be read: {error.strerror or error}.") from error
        except UnfitFileError as error:
            raise SaveError(f"{self._path} could not be written: it is {error}.") from error
        except NewerVersionError as error:
            problem = f"A newer version of the program has saved {self._path}: nothing is saved over it."
            raise SaveError(problem) from error
        except Exception as error:
            raise SaveError(self._set_aside(error)) from error
        self._note(data, servers, stamp)
        return servers

    def _note(self, data: bytes, servers: tuple[Server, ...], stamp: _Stamp | None) -> None:
        self._digest = hashlib.sha256(data).digest()
        self._in_file = servers
        self._stamp = stamp

    def _read(self) -> None:
        stamp = _stamp(self._path)
        try:
            data = read_small_file(self._path, _LARGEST_FILE)
            self.servers = parse_servers(data)
        except FileNotFoundError:
            return
        except OSError as error:
            self._may_save = False
            self.problem = f"The list of servers {self._path} cannot be read: {error.strerror or error}."
        except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
            self.problem = self._set_aside(error)
        else:
            self._note(data, self.servers, stamp)

    def _set_aside(self, error: Exception) -> str:
        what = f"is {'of a newer version' if isinstance(error, NewerVersionError) else what_is_wrong(error)}"
        try:
            aside = set_aside(self._path)
        except OSError as failed:
            self._may_save = False
            return f"The list of servers {self._path} {what} and cannot be set aside: {failed.strerror}."
        return f"The list of servers {what}: it was set aside as {aside}, and a new one begun."


_Stamp = tuple[int, int, int]


def _stamp(path: Path) -> _Stamp | None:
    """Tell one state of a file from another at a glance."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Have nobody else change the file meanwhile, where the file system has locks. Raises SaveError."""
    lock = None
    for _ in range(_TRIES):
        try:
            lock = FileLock(path.with_name(f"{path.name}.lock"))
        except LockedElsewhereError:
            time.sleep(_BETWEEN_TRIES)
        except OSError:
            break  # whether the file itself can be written is another question
        else:
            break
    else:
        raise SaveError("Another window is just saving the list of servers: try again.")
    try:
        yield
    finally:
        if lock is not None:
            lock.release(remove=True)


def dump_servers(servers: Iterable[Server]) -> bytes:
    """Return a file with these servers. Raises SaveError where it would be too large."""
    return _kept.dump(_File(_VERSION, tuple(servers)))


def parse_servers(data: bytes) -> tuple[Server, ...]:
    """Return the servers in a file. Raises NewerVersionError, and any Exception for damage."""
    servers = _kept.parse(data).servers
    if len({server.id for server in servers}) != len(servers):
        raise ValueError("two servers have the same id")
    return gathered(servers)
