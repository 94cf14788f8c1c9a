"""From a file's path and an endpoint string to a server that listens."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from attrs import field, frozen
from twisted.internet.address import IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import serverFromString
from twisted.internet.error import CannotListenError
from twisted.internet.protocol import Factory, Protocol

from poetrygui.core.transports.endpoint_text import unquoted, why_no_place
from poetrygui.core.transports.host_and_port import LARGEST_PORT, is_port
from poetrygui.core.transports.tcp import Tcp
from poetrygui.core.transports.unix import Unix
from poetrygui.errors import AddressError, ServeError
from poetrygui.serve.server import PoemServerFactory, log_problem
from poetrygui.serve.source import LaterBlocks, check_file, speaker, wire_blocks

FREE_LOOPBACK_PORT = "tcp:0:interface=127.0.0.1"
"""The server endpoint for any free port that only this machine reaches."""

_PORT = re.compile(r"(?:tcp6?|ssl|tls):(?:port=)?([0-9]+)")
_UNIX = re.compile(r"unix:(?:address=)?((?:[^:\\]|\\.)+)")


@frozen
class ServedPoem:
    """A file that is being served."""

    path: Path
    port: Any = field(repr=False)
    """Twisted's IListeningPort."""
    factory: PoemServerFactory = field(repr=False)

    @property
    def address(self) -> str:
        """Where it is served, as ``poetrygui get`` takes it."""
        return address_of(self.port)

    @property
    def announcement(self) -> str:
        """The line that tells a user what is served where."""
        return f"Serving {self.path} on {self.address}"

    def stop(self) -> Deferred[None]:
        """Stop listening and cut off everyone who is still reading; fires when the port is free."""
        self.factory.drop_readers()
        return Deferred.fromCoroutine(self._stop_listening())

    async def _stop_listening(self) -> None:
        stopped: Deferred[None] | None = self.port.stopListening()
        if stopped is not None:
            await stopped


def start_serving(
    reactor: Any,
    path: Path,
    protocol: type[Protocol] | Callable[[], LaterBlocks],
    endpoint: str = FREE_LOOPBACK_PORT,
    *,
    delay: float = 0.0,
    num_bytes: int = 10,
    on_problem: Callable[[str], None] = log_problem,
) -> Deferred[ServedPoem]:
    """Serve the file at ``path`` at a Twisted server endpoint; fires with the :class:`ServedPoem` once it listens.

    ``delay`` is in seconds: where it is over 0, ``num_bytes`` bytes are sent, then again after each delay.
    ``on_problem`` is given a sentence when a reader cannot be sent the whole file. In the place of a
    ``protocol`` may be what returns all that a reader is sent, which is made elsewhere. Fails with ServeError: the file
    cannot be read, the protocol cannot speak, the endpoint cannot be understood or listened at, the delay or the number
    of bytes makes no sense.
    """
    factory = PoemServerFactory(
        reactor,
        partial(wire_blocks, path, protocol) if isinstance(protocol, type) else protocol,
        delay=delay,
        num_bytes=num_bytes,
        on_problem=on_problem,
    )
    return Deferred.fromCoroutine(_listen(path, protocol, endpoint, factory))


async def _listen(path: Path, protocol: object, endpoint: str, factory: PoemServerFactory) -> ServedPoem:
    if not (math.isfinite(factory.delay) and factory.delay >= 0):
        raise ServeError(f"A delay of {factory.delay} seconds cannot be kept: give 0 or more.")
    if factory.num_bytes < 1:
        raise ServeError(f"{factory.num_bytes} bytes at a time would never end: give 1 or more.")
    check_file(path)
    if isinstance(protocol, type):
        speaker(protocol)
    return ServedPoem(path, await listen_at(factory.reactor, endpoint, factory), factory)


async def listen_at(reactor: Any, endpoint: str, factory: Factory) -> Any:
    """Listen at a Twisted server endpoint, and return the port. Raises ServeError where that cannot be."""
    try:
        return await _server_endpoint(reactor, endpoint).listen(factory)
    except CannotListenError as error:
        reason = getattr(error.socketError, "strerror", None) or error.socketError
        raise ServeError(f"Nothing can listen at {endpoint}: {reason}; choose another port or address.") from error
    except OSError as error:
        raise ServeError(f"Nothing can listen at {endpoint}: {error}.") from error


def _server_endpoint(reactor: Any, description: str) -> Any:
    # Twisted would find this out only when it binds, and leave the socket open.
    if (port := _PORT.match(description)) and not is_port(port[1]):
        raise ServeError(f"Nothing can listen at {description}: ports end at {LARGEST_PORT}.")
    try:
        if path := _UNIX.match(description):
            Unix(unquoted(path[1]))
        return serverFromString(reactor, description)
    except AddressError as error:
        raise ServeError(str(error)) from error
    except Exception as error:  # each kind of endpoint raises what it likes
        raise ServeError(
            f"{description!r} is not a server endpoint ({why_no_place(description, error)}): write one such as "
            "tcp:8000:interface=127.0.0.1, unix:/path or ssl:8443:privateKey=key.pem:certKey=cert.pem."
        ) from error


def address_of(port: Any) -> str:
    """Return where a port listens, as ``poetrygui get`` takes it."""
    host = port.getHost()
    if isinstance(host, IPv4Address | IPv6Address):
        return str(Tcp(host.host, host.port))
    if isinstance(host, UNIXAddress) and host.name is not None:
        return str(Unix(os.fsdecode(host.name)))
    return str(host)
