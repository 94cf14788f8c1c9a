"""The servers that the user keeps, and the file that holds them."""

from __future__ import annotations

import math
import uuid
from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import field, frozen
from attrs.converters import optional

from poetrygui.core.atomic_file import set_aside, write_atomically
from poetrygui.core.kept_json import KeptJson, NewerVersionError
from poetrygui.core.small_file import read_small_file, what_is_wrong
from poetrygui.core.strict_json import expect, strict_converter
from poetrygui.core.tls import TlsVerify
from poetrygui.errors import SaveError

_VERSION = 1
_LARGEST_FILE = 4 * 1024 * 1024

LONGEST_TIMEOUT = 1_000_000.0
"""Seconds; eleven days."""

Options = tuple[tuple[str, str], ...]
"""Names and values, in pairs, so that a server can be compared and hashed."""


def _as_options(options: Mapping[str, str] | Options) -> Options:
    return tuple(sorted(dict(options).items()))


def _as_seconds(seconds: float) -> float:
    # Pollers count milliseconds in 31 bits; a time that is no number means to wait as long as can be.
    return LONGEST_TIMEOUT if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_TIMEOUT)


@frozen
class Server:
    """An entry in the list. Times are in seconds, at most LONGEST_TIMEOUT; ``idle_timeout`` None waits for ever."""

    name: str
    address: str
    protocol: str = "raw"
    connect_timeout: float = field(default=30.0, converter=_as_seconds)
    idle_timeout: float | None = field(default=None, converter=optional(_as_seconds))
    tls_verify: TlsVerify = TlsVerify.SYSTEM
    ca_file: str = ""
    send: str = ""
    """Text sent when connected, encoded by the protocol; nothing where it is empty."""
    options: Options = field(default=(), converter=_as_options)
    """The protocol's options as the user typed them, sorted by name; a mapping can be given."""
    id: str = field(factory=lambda: uuid.uuid4().hex)


@frozen
class _File:
    version: int
    servers: tuple[Server, ...]


_converter = strict_converter()
# Of its own, because it is a str too: the hook for texts would leave a text in its place.
_converter.register_structure_hook(TlsVerify, lambda value, _: TlsVerify(value))
_converter.register_structure_hook_func(
    lambda kind: kind == Options,
    lambda value, _: _converter.structure(expect(dict, value), dict[str, str]),
)
_converter.register_unstructure_hook_func(lambda kind: kind == Options, dict)
_kept = KeptJson(_File, _VERSION, _converter, _LARGEST_FILE)


class ServerBook:
    """The list of servers, saved at each change before the change is seen.

    A file that cannot be understood, and what is no regular file, is set aside under another name, never overwritten;
    ``problem`` then says so in a sentence. A file that cannot be read stays where it is, and nothing is saved over it.
    """

    def __init__(self, path: Path) -> None:
        """Read the list; where there is no file, it is empty."""
        self.servers: tuple[Server, ...] = ()
        self.problem: str | None = None
        self._path = path
        self._may_save = True
        self._read()

    def add(self, server: Server) -> None:
        """Append a server. Raises SaveError, and the list is as before."""
        self._save((*self.servers, server))

    def replace(self, server: Server) -> None:
        """Put a server in the place of the one with the same id. Raises SaveError, and the list is as before."""
        self._save(tuple(server if server.id == each.id else each for each in self.servers))

    def remove(self, ids: Collection[str]) -> None:
        """Drop servers. Raises SaveError, and the list is as before."""
        self._save(tuple(each for each in self.servers if each.id not in ids))

    def move(self, ids: Collection[str], row: int) -> None:
        """Put servers, in their present order, before the one at ``row``. Raises SaveError."""
        moved = [each for each in self.servers if each.id in ids]
        before = [each for each in self.servers[:row] if each.id not in ids]
        after = [each for each in self.servers[row:] if each.id not in ids]
        self._save((*before, *moved, *after))

    def _save(self, servers: tuple[Server, ...]) -> None:
        if not self._may_save:
            raise SaveError(f"{self._path} could not be read at the start, so nothing is saved over it.")
        write_atomically(self._path, _kept.dump(_File(_VERSION, servers)))
        self.servers = servers

    def _read(self) -> None:
        try:
            self.servers = _parse(read_small_file(self._path, _LARGEST_FILE))
        except FileNotFoundError:
            return
        except OSError as error:
            self._may_save = False
            self.problem = f"The list of servers {self._path} cannot be read: {error.strerror or error}."
        except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
            self._set_aside(error)

    def _set_aside(self, error: Exception) -> None:
        what = f"is {'of a newer version' if isinstance(error, NewerVersionError) else what_is_wrong(error)}"
        try:
            aside = set_aside(self._path)
        except OSError as failed:
            self._may_save = False
            self.problem = f"The list of servers {self._path} {what} and cannot be set aside: {failed.strerror}."
        else:
            self.problem = f"The list of servers {what}: it was set aside as {aside}, and a new one begun."


def _parse(data: bytes) -> tuple[Server, ...]:
    servers = _kept.parse(data).servers
    if len({server.id for server in servers}) != len(servers):
        raise ValueError("two servers have the same id")
    return servers
