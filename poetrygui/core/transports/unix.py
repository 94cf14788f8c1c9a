"""UNIX sockets, by their paths."""

from __future__ import annotations

import re
import sys
from typing import Any, ClassVar, Self

from attrs import field, frozen

from poetrygui.core.transports import connecting
from poetrygui.core.transports.endpoint_text import quoted, unquoted
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

LONGEST_UNIX_PATH = 107 if sys.platform.startswith("linux") else 103
"""Bytes of a UNIX socket's path: what the system has room for, but for the zero at its end."""
_PATH = re.compile(r"(?:path=)?(?P<path>(?:[^:\\=]|\\.)+)")


def _fits(_socket: object, _field: object, path: str) -> None:
    if (size := len(path.encode("utf-8", "replace"))) > LONGEST_UNIX_PATH:
        limit = f"and a socket's has {LONGEST_UNIX_PATH} at most: choose a shorter one"
        raise AddressError(f"The path {path!r} has {size} bytes, {limit}.")


@frozen
class Unix(Transport):
    """A connection to a UNIX socket. Raises AddressError for a path that no socket can have."""

    prefix: ClassVar[str] = "unix"
    title: ClassVar[str] = "UNIX socket"
    forms: ClassVar[tuple[str, ...]] = ("unix:/PATH",)
    ends: ClassVar[str] = "the server closes it, or ends"
    path: str = field(validator=_fits)

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a path, a colon in it behind a backslash."""
        match = _PATH.fullmatch(rest)
        return None if match is None else cls(unquoted(match["path"]))

    def __str__(self) -> str:
        return f"unix:{quoted(self.path)}"

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what connects."""
        return connecting.socket_endpoint(reactor, self.path)

    @property
    def destination(self) -> connecting.Destination:
        """The path."""
        return connecting.socket_destination(self.path)
