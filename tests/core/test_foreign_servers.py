"""Servers that are not of this project: Twisted's own, and OpenSSL's."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from twisted.internet.protocol import Factory
from twisted.protocols.wire import QOTD, Chargen

from poetrygui.core.outcomes import Outcome, Receiving
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.conftest import Fetched, StartFetch


@pytest.fixture
def listen(reactor: Any, wait_for: WaitFor) -> Iterator[Callable[[Any], str]]:
    ports: list[Any] = []

    def start(protocol: Any) -> str:
        factory = Factory.forProtocol(protocol)
        factory.noisy = False
        ports.append(reactor.listenTCP(0, factory, interface="127.0.0.1"))
        return f"127.0.0.1:{ports[-1].getHost().port}"

    yield start
    for port in ports:
        wait_for(port.stopListening())


@pytest.mark.parametrize("protocol", ["raw", "lines"])
def test_quote_of_the_day(listen: Callable[[Any], str], fetched: Fetched, protocol: str) -> None:
    running = fetched(listen(QOTD), protocol)
    assert running.outcome is Outcome.COMPLETE
    assert running.exact.rstrip() == b"An apple a day keeps the doctor away."


def test_characters_without_end(
    listen: Callable[[Any], str],
    start_fetch: StartFetch,
    wait_for: WaitFor,
    wait_until: Callable[[Callable[[], bool]], None],
) -> None:
    running = start_fetch(listen(Chargen))
    wait_until(lambda: running.store.size > 20_000)
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED
    length = len(running.exact)
    assert running.exact == (Chargen.noise * (length // len(Chargen.noise) + 1))[:length]


@pytest.fixture
def openssl(tmp_path: Path) -> Iterator[Callable[..., tuple[str, IO[bytes], dict[str, Any]]]]:
    """Start ``openssl s_server``: gives its address, its standard input, and the options to trust it."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    children: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> tuple[str, IO[bytes], dict[str, Any]]:
        authority = Authority()
        certificate = str(authority.write_server("127.0.0.1", tmp_path / "server.pem"))
        trusted = authority.write_certificate(tmp_path / "ca.pem")
        command = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-naccept", "1", *arguments]
        child = subprocess.Popen(
            command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        children.append(child)
        assert child.stdin is not None
        assert child.stdout is not None
        listening = next(line for line in child.stdout if line.startswith(b"ACCEPT"))
        options = {"transport_options": {"verify": "ca-file", "ca_file": str(trusted)}}
        return f"tls:{listening.split()[1].decode()}", child.stdin, options

    yield start
    for child in children:
        with child:
            child.kill()


VERSE = b"".join(b"a verse %05d\n" % number for number in range(2000))


@pytest.mark.parametrize("protocol", ["raw", "lines"])
def test_openssl_serves_a_file(openssl: Callable[..., Any], fetched: Fetched, tmp_path: Path, protocol: str) -> None:
    (tmp_path / "verse").write_bytes(VERSE)
    address, _, options = openssl("-HTTP")
    question = "GET /verse HTTP/1.0\r\n\r\n"
    if protocol == "lines":
        # The protocol adds the last ending; a line cannot hold one.
        question = "GET /verse HTTP/1.0"
    running = fetched(address, protocol, send=question, **options)
    assert running.outcome is Outcome.COMPLETE
    assert running.rows == VERSE


def test_openssl_closes_without_saying_so(
    openssl: Callable[..., Any],
    start_fetch: StartFetch,
    wait_for: WaitFor,
    wait_until: Callable[[Callable[[], bool]], None],
) -> None:
    address, stdin, options = openssl()
    running = start_fetch(address, **options)
    # What it reads before the handshake is done it may never send.
    wait_until(lambda: isinstance(running.fetch.state, Receiving))
    stdin.write(VERSE)
    stdin.flush()
    wait_until(lambda: running.store.size == len(VERSE))
    # At the end of its input it closes the socket, without the close_notify that TLS wants.
    stdin.close()
    wait_for(running.done)
    assert running.outcome is Outcome.RESET
    assert running.exact == VERSE
