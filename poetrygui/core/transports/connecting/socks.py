"""Connecting by a SOCKS5 proxy (RFC 1928), which looks the host's name up where it is.

Once it has connected, nothing stands between the connection and its protocol: a close, a half close and a reset are
what they are without a proxy.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable
from typing import Any

from attrs import frozen
from twisted.internet import endpoints
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.error import NoProtocol
from twisted.internet.interfaces import IAddress, IProtocol, IStreamClientEndpoint
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.keyrings import ask_keyring
from poetrygui.core.transports.connecting.endpoints import host_destination, host_endpoint
from poetrygui.core.transports.proxy import Proxy
from poetrygui.errors import AddressError

_VERSION, _CONNECT = b"\5", b"\5\1\0"
_NO_LOGIN, _PASSWORD = 0, 2
_V4, _NAME, _V6 = 1, 3, 4
_LONGEST = 255  # bytes of a name, a user or a password
_SAID = {
    1: "it failed",
    2: "its rules do not allow it",
    3: "the network cannot be reached from there",
    4: "the host cannot be reached from there, or is not known",
    5: "nobody listens there",
    6: "it took too long",
    7: "it connects nobody",
    8: "it knows no address of this kind",
}


class SocksError(Exception):
    """The proxy did not connect: ``code`` is what it answered, as RFC 1928 has it, or 0."""

    def __init__(self, message: str, code: int = 0) -> None:
        """Keep the sentence, and the answer."""
        super().__init__(message)
        self.code = code


@implementer(IStreamClientEndpoint)
@frozen(eq=False)
class ProxiedEndpoint:
    """Connects to a port of a host by the proxy that ``tcp`` connects to.

    ``named`` is the proxy in errors. Without ``ask_password`` nobody logs in as ``user``.
    """

    tcp: IStreamClientEndpoint
    named: str
    host: str
    port: int
    address: IAddress
    user: str = ""
    ask_password: Callable[[], Deferred[bytes]] | None = None

    def connect(self, factory: Any) -> Deferred[IProtocol]:
        """Connect a protocol of ``factory``."""
        return Deferred.fromCoroutine(self._connect(factory))

    async def _connect(self, factory: Any) -> IProtocol:
        asking = Asking()
        try:
            await endpoints.connectProtocol(self.tcp, asking)
        except CancelledError:
            raise
        except Exception as error:
            raise AddressError(f"The proxy {self.named} cannot be reached: {_cause(error)}.") from error
        try:
            await self._log_in(asking)
            await self._ask(asking)
            protocol: IProtocol | None = factory.buildProtocol(self.address)
            if protocol is None:
                raise NoProtocol
        except BaseException:
            asking.abort()
            raise
        asking.hand_over(protocol)
        return protocol

    async def _log_in(self, asking: Asking) -> None:
        ways = bytes([_NO_LOGIN] if self.ask_password is None else [_NO_LOGIN, _PASSWORD])
        asking.say(_VERSION + bytes([len(ways)]) + ways)
        version, way = await asking.take(2)
        if version != _VERSION[0]:
            raise SocksError(f"{self.named} speaks no SOCKS5")
        if way == _NO_LOGIN:
            return
        if way != _PASSWORD or self.ask_password is None:
            how = "in no way that is known here" if self.user else "name a user (socks5://USER@HOST:PORT)"
            raise SocksError(f"{self.named} wants one to log in: {how}")
        user, password = self.user.encode(), await self.ask_password()
        if len(user) > _LONGEST or len(password) > _LONGEST:
            raise SocksError(f"the user, or the password, is longer than a proxy takes: {_LONGEST} bytes")
        asking.say(b"\1" + bytes([len(user)]) + user + bytes([len(password)]) + password)
        if (await asking.take(2))[1] != 0:
            raise SocksError(f"{self.named} does not let {self.user} in: look at the password in the keyring")

    async def _ask(self, asking: Asking) -> None:
        asking.say(_CONNECT + _where(self.host) + struct.pack(">H", self.port))
        version, answer, _, kind = await asking.take(4)
        if version != _VERSION[0]:
            raise SocksError(f"{self.named} speaks no SOCKS5")
        if answer != 0:
            raise SocksError(f"{self.named} says: {_SAID.get(answer, f'code {answer}')}", answer)
        size = (await asking.take(1))[0] if kind == _NAME else {_V4: 4, _V6: 16}.get(kind, 0)
        await asking.take(size + 2)


def proxied_endpoint(reactor: Any, proxy: Proxy, host: str, port: int) -> IStreamClientEndpoint:
    """Return what connects by ``proxy`` to a port of a host; the keyring is asked for the password of its user."""

    def ask_password() -> Deferred[bytes]:
        return ask_keyring(reactor, proxy.service, proxy.user, AddressError)

    return ProxiedEndpoint(
        host_endpoint(reactor, proxy.host, proxy.port),
        proxy.service,
        host,
        port,
        host_destination(host, port),
        proxy.user,
        ask_password if proxy.user else None,
    )


class Asking(Protocol):
    """Speaks with the proxy, and is nothing but a passage afterwards."""

    transport: Any

    def __init__(self) -> None:
        """Begin with nothing."""
        self._came = b""
        self._wanted = 0
        self._waits: Deferred[bytes] | None = None
        self._inner: Any = None
        self._is_lost = False

    def say(self, data: bytes) -> None:
        """Send something to the proxy."""
        self.transport.write(data)

    def take(self, size: int) -> Deferred[bytes]:
        """Return what fires with the next ``size`` bytes, or fails where they do not come."""
        self._wanted, self._waits = size, Deferred()
        waits = self._waits
        self._look()
        return waits

    def abort(self) -> None:
        """Let the connection go."""
        if not self._is_lost:
            self.transport.abortConnection()

    def hand_over(self, protocol: Any) -> None:
        """Have ``protocol`` be connected from now on, to what the proxy has connected to."""
        self._inner = protocol
        protocol.makeConnection(self.transport)
        came, self._came = self._came, b""
        if came:
            protocol.dataReceived(came)

    def dataReceived(self, data: bytes) -> None:
        """Take an answer, or pass on what came."""
        if self._inner is not None:
            self._inner.dataReceived(data)
        else:
            self._came += data
            self._look()

    def readConnectionLost(self) -> None:
        """Pass on that the server sends no more: only who asked for that hears of it."""
        self._inner.readConnectionLost()

    def writeConnectionLost(self) -> None:
        """Pass on that this end sends no more."""
        self._inner.writeConnectionLost()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Pass on how it ended."""
        self._is_lost = True
        if self._inner is not None:
            self._inner.connectionLost(reason)
        else:
            self._look()

    def _look(self) -> None:
        waits = self._waits
        if waits is None or waits.called:
            return
        if len(self._came) >= self._wanted:
            taken, self._came = self._came[: self._wanted], self._came[self._wanted :]
            waits.callback(taken)
        elif self._is_lost:
            waits.errback(SocksError("it closed the connection before it had connected"))


def _where(host: str) -> bytes:
    if isIPAddress(host):
        return bytes([_V4]) + socket.inet_aton(host)
    if isIPv6Address(host):
        return bytes([_V6]) + socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
    name = host.encode("ascii") if host.isascii() else host.encode("idna")
    if len(name) > _LONGEST:
        raise SocksError(f"the host's name is longer than a proxy takes: {_LONGEST} bytes")
    return bytes([_NAME, len(name)]) + name


def _cause(error: Exception) -> str:
    number = getattr(error, "osError", None)
    if isinstance(number, int):
        return os.strerror(number).lower()
    return " ".join(str(error).rstrip(".").split()) or type(error).__name__
