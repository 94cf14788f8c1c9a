"""What a protocol may ask of its transport, and have done with it, is the same in a host."""

from __future__ import annotations

import shlex
import socket
import sys
from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.address import HostnameAddress, UNIXAddress
from twisted.internet.testing import StringTransport

from poetrygui.hosts.live.transport_told import address_heard, address_told, peer_told, transport_told
from tests.core.certificates import self_signed
from tests.core.scripted_server import Script, Session
from tests.hosts.live.conftest import FetchBoth, Seen
from tests.hosts.live.scripts import says

HEAD = """
from twisted.internet.interfaces import IHalfCloseableProtocol, IHandshakeListener, ISSLTransport, ITCPTransport
from zope.interface import implementer
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
"""
HALF = """
@implementer(IHalfCloseableProtocol)
class Half(Own):
    def readConnectionLost(self):
        self.deliver(b"all")
        self.transport.write(b"bye")
        self.transport.loseConnection()
    def writeConnectionLost(self):
        pass
"""
HALF_ITSELF = """
@implementer(IHalfCloseableProtocol)
class Half(Own):
    def dataReceived(self, data):
        self.transport.write(b"bye")
        self.transport.loseWriteConnection()
    def writeConnectionLost(self):
        self.deliver(b"said all")
    def readConnectionLost(self):
        self.deliver(b"and you")
        self.transport.loseConnection()
"""
TLS = """
@implementer(IHandshakeListener)
class Tls(Own):
    def connectionMade(self):
        self.deliver(b"%d" % ISSLTransport.providedBy(self.transport))
    def handshakeCompleted(self):
        self.deliver(self.transport.getPeerCertificate().to_cryptography().subject.rfc4514_string().encode())
        self.deliver(b"%r" % self.transport.negotiatedProtocol)
"""
OPTIONS = """
class Options(Own):
    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        self.deliver(b"%d %d" % (self.transport.getTcpNoDelay(), ITCPTransport.providedBy(self.transport)))
"""
PULLED = """
class Pulled(Own):
    left = 40
    def connectionMade(self):
        self.transport.registerProducer(self, False)
    def resumeProducing(self):
        self.transport.write(b"x" * 100_000)
        self.left -= 1
        if not self.left:
            self.transport.unregisterProducer()
    def stopProducing(self):
        self.deliver(b"stopped")
"""
PUSHED = """
class Pushed(Own):
    left, going = 40, True
    def connectionMade(self):
        from twisted.internet import reactor
        self.later = reactor.callLater
        self.transport.registerProducer(self, True)
        self.go_on()
    def go_on(self):
        if self.going and self.left:
            self.left -= 1
            self.transport.write(b"x" * 100_000)
            self.later(0, self.go_on)
        elif not self.left:
            self.left = None
            self.transport.unregisterProducer()
    def pauseProducing(self):
        self.going = False
    def resumeProducing(self):
        self.going = True
        self.go_on()
    def stopProducing(self):
        pass
"""


def half_closes(_: Seen) -> Script:
    async def script(session: Session) -> None:
        session.send(b"one")
        await session.sent()
        session.socket.shutdown(socket.SHUT_WR)
        await session.heard(3)
        session.close()

    return script


def listens_late(size: int) -> Callable[[Seen], Script]:
    async def script(session: Session) -> None:
        session.transport.pauseProducing()
        await session.until(lambda: session.socket.fileno() >= 0)
        session.transport.resumeProducing()
        await session.heard(size)
        session.close()

    return lambda _: script


@pytest.mark.parametrize(
    "source, script",
    [
        (HALF, half_closes),
        (HALF_ITSELF, says(b"x", closes=False)),
        (OPTIONS, says(b"x")),
        (PULLED, listens_late(4_000_000)),
        (PUSHED, listens_late(4_000_000)),
    ],
    ids=["half", "half itself", "options", "pulled", "pushed"],
)
def test_it_is_the_same_there(fetched: FetchBoth, source: str, script: Callable[[Seen], Script]) -> None:
    here = fetched(HEAD + source, script, in_host=False)
    there = fetched(HEAD + source, script, in_host=True)
    assert (there.ended, there.rows, len(there.said)) == (here.ended, here.rows, len(here.said))
    assert there.said == here.said


def test_a_server_with_tls_is_known_there(fetched: FetchBoth) -> None:
    options: Any = {"tls": self_signed("127.0.0.1"), "transport_options": {"verify": "insecure"}}
    here = fetched(HEAD + TLS, says(b"x"), in_host=False, **options)
    there = fetched(HEAD + TLS, says(b"x"), in_host=True, **options)
    assert (there.ended, there.rows) == (here.ended, here.rows)
    assert there.records == here.records


def test_a_handshake_that_fails_is_told_as_in_the_own_process(fetched: FetchBoth) -> None:
    unknown: Any = {"tls": self_signed("127.0.0.1")}
    plain: Any = {"address": lambda address: f"tls:{address}"}
    for options, script in ((unknown, says(closes=False)), (plain, says(hears=100))):
        here = fetched(HEAD, script, in_host=False, **options)
        there = fetched(HEAD, script, in_host=True, **options)
        assert there.ended == here.ended
        assert here.ended[0] == "tls-error"


def test_a_command_that_fails_is_told_as_in_the_own_process(fetched: FetchBoth) -> None:
    for status in (0, 3):
        command = f"command:{shlex.quote(sys.executable)} -c 'print(1, end=str()); raise SystemExit({status})'"
        here = fetched(HEAD, says(), in_host=False, address=lambda _, command=command: command)
        there = fetched(HEAD, says(), in_host=True, address=lambda _, command=command: command)
        assert (there.ended, there.rows) == (here.ended, here.rows)
        assert f"status {status}" in there.ended[1]


def test_of_a_transport_is_told_what_it_has() -> None:
    transport = StringTransport()
    assert transport_told(transport)["can"] == []
    assert peer_told(transport) == {"alpn": None}


def test_an_address_of_another_kind_is_a_name() -> None:
    assert isinstance(address_heard(address_told(UNIXAddress(b"/x"))), HostnameAddress)
