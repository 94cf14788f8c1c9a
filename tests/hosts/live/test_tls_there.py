"""A protocol in a host begins TLS in the midst of its stream, as it does in the program's process."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from twisted.internet.ssl import CertificateOptions

from tests.conftest import LoggedErrors
from tests.core.certificates import self_signed
from tests.core.scripted_server import Script, Session
from tests.hosts.live.conftest import FetchBoth, Seen

SOURCE = """
from twisted.internet import ssl
from twisted.internet.interfaces import IHandshakeListener
from twisted.protocols.basic import LineReceiver
from zope.interface import implementer
from poetrygui.api import PoemProtocol
@implementer(IHandshakeListener)
class Own(LineReceiver, PoemProtocol):
    delimiter = b"\\n"
    def connectionMade(self):
        self.sendLine(b"STARTTLS")
    def lineReceived(self, line):
        self.deliver(line)
        if line == b"ready":
            self.transport.startTLS(CONTEXT)
            self.sendLine(b"hello")
        elif line == b"bye":
            self.transport.loseConnection()
    def handshakeCompleted(self):
        self.deliver(self.transport.getPeerCertificate().to_cryptography().subject.rfc4514_string().encode())
"""
BELIEVES_ALL = "ssl.CertificateOptions()"
BELIEVES_NOBODY = "ssl.optionsForClientTLS('127.0.0.1')"
MUCH = b"".join(b"line %d\n" % number for number in range(20_000))


def secured(options: CertificateOptions, *lines: bytes, closes: bool = False) -> Callable[[Seen], Script]:
    """Return what makes the script of a server that speaks TLS once it is asked to."""

    def maker(_seen: Seen) -> Script:
        async def script(session: Session) -> None:
            await session.heard(len(b"STARTTLS\n"))
            session.send(b"ready\n")
            # At once: what the other end begins with would otherwise be taken for more of the stream before it.
            session.transport.startTLS(options)
            await session.heard(len(b"STARTTLS\nhello\n"))
            session.send(b"".join(lines))
            if closes:
                session.close()

        return script

    return maker


@pytest.fixture(scope="module")
def options() -> CertificateOptions:
    return self_signed("127.0.0.1")


def source(context: str) -> str:
    return SOURCE.replace("CONTEXT", context)


@pytest.mark.parametrize("closes", [False, True])
def test_rows_what_is_sent_and_what_is_recorded_are_the_same(
    fetched: FetchBoth, options: CertificateOptions, closes: bool
) -> None:
    script = secured(options, MUCH, b"" if closes else b"bye\n", closes=closes)
    here = fetched(source(BELIEVES_ALL), script, in_host=False)
    there = fetched(source(BELIEVES_ALL), script, in_host=True)
    assert here.ended[0] == "complete", here.ended
    assert there.ended == here.ended
    assert there.rows == here.rows
    assert here.rows.startswith(b"ready\nCN=127.0.0.1\nline 0\nline 1\n")
    assert (there.said, here.said) == (b"STARTTLS\nhello\n",) * 2
    told = [[each for each in found.records if each[0] == "sent" or len(each) == 2] for found in (here, there)]
    assert told[0] == told[1]
    assert sum(each[1] for each in there.records if each[0] == "received") == here.ended[4]


def test_whom_it_does_not_believe_gets_nothing(
    fetched: FetchBoth, options: CertificateOptions, logged_errors: LoggedErrors
) -> None:
    here, there = (
        fetched(source(BELIEVES_NOBODY), secured(options, b"x\n"), in_host=in_host) for in_host in (False, True)
    )
    logged_errors.take()  # of the one in this process, Twisted logs why
    assert here.ended[0] == "tls-error"
    assert there.ended[:2] == here.ended[:2]
    assert (there.rows, there.said) == (b"ready\n", b"STARTTLS\n")


def test_one_that_crashes_within_is_told_as_any_other(fetched: FetchBoth, options: CertificateOptions) -> None:
    crashing = source(BELIEVES_ALL).replace(
        'if line == b"ready"', "if line == b'line 7': import os; os._exit(3)\n        if line == b\"ready\""
    )
    found = fetched(crashing, secured(options, b"line 6\nline 7\n"), in_host=True)
    assert found.ended[0] == "plugin-fault"
    assert found.ended[1].startswith("its process ended with status 3 (line ")
    assert found.rows == b"ready\nCN=127.0.0.1\nline 6\nline 7\n"
    assert found.ended[5].data == b"line 6\nline 7\n"


def test_a_second_time_and_where_there_is_none_it_is_refused(fetched: FetchBoth, options: CertificateOptions) -> None:
    twice = source(BELIEVES_ALL).replace('self.sendLine(b"hello")', "self.transport.startTLS(ssl.CertificateOptions())")
    found = fetched(twice, secured(options), in_host=True)
    assert found.ended[0] == "plugin-fault"
    assert "RuntimeError: TLS was begun already" in found.ended[1]
