"""``poetrygui get`` and the window tell the same of the same server: outcome, bytes, frames."""

from __future__ import annotations

import hashlib
import json
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from twisted.internet.threads import deferToThreadPool

from poetrygui.core.servers.server_book import Server
from tests.commands.running import run
from tests.conftest import WaitFor
from tests.gui.scripted import LoopbackServers, holds, open_window, sends, tabs_of
from tests.surroundings import PATIENCE

Until = Callable[[Callable[[], bool]], None]
VERSE = b"".join(b"line %d of a long poem\n" % number for number in range(20_000))


@frozen
class Told:
    """What one of them says of a poem."""

    outcome: str
    bytes: int
    frames: int
    sha256: str


def resets(data: bytes) -> Callable[[Any], None]:
    """Return a script that sends some bytes and, once the other end has said something, breaks the connection.

    One that is broken before the other end has seen it come about is none.
    """

    def script(connection: Any) -> None:
        handle = connection.transport.getHandle()
        # Loopback hands over at once what is sent; closing after that sends the reset.
        handle.sendall(data)
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.dataReceived = lambda _: connection.transport.abortConnection()

    return script


CASES = {
    "raw": ("raw", sends(VERSE)),
    "raw without a byte": ("raw", sends(b"")),
    "raw, every byte": ("raw", sends(bytes(range(256)) * 300)),
    "raw, reset": ("raw", resets(b"half a poem")),
    "raw, silent": ("raw", holds(b"a beginning")),
    "lines": ("lines", sends(VERSE)),
    "lines, the last one open": ("lines", sends(b"one\r\ntwo\n\nthree")),
    "lines, reset": ("lines", resets(b"one\ntw")),
    "lines, one too long": ("lines", sends(b"first\n" + b"x" * 1_100_000)),
    "netstring": ("netstring", sends(b"3:abc,0:,4:d\ne\n,")),
    "netstring, a large one": ("netstring", sends(b"%d:%b," % (len(VERSE), VERSE))),
    "netstring, cut": ("netstring", sends(b"3:abc,10:xyz")),
    "netstring, garbage": ("netstring", sends(b"3:abc,HTTP/1.1 400 Bad Request\r\n")),
    "netstring, too long": ("netstring", sends(b"99999999999999:")),
    "netstring, reset": ("netstring", resets(b"3:abc,10:xyz")),
}


@pytest.fixture
def servers(reactor: Any, wait_for: WaitFor) -> Iterator[LoopbackServers]:
    servers = LoopbackServers(reactor)
    yield servers
    wait_for(servers.close())


def what_get_tells(server: Server, reactor: Any, wait_for: WaitFor) -> Told:
    limit = str(server.idle_timeout)
    arguments = ["get", server.address, "--protocol", server.protocol, "--jsonl", "--timeout", limit]
    arguments += ["--send", server.send] if server.send else []
    # In a thread: the tests' reactor has no signal handlers, by which it would learn that a child process ended.
    got = wait_for(deferToThreadPool(reactor, reactor.getThreadPool(), run, *arguments))
    end = json.loads(got.stdout.splitlines()[-1])
    assert got.returncode == (0 if end["outcome"] == "complete" else 1)
    return Told(end["outcome"], end["bytes"], end["frames"], end["sha256"])


def what_the_window_tells(server: Server, profile: Path, wait_for: WaitFor, wait_until: Until) -> Told:
    with open_window(profile, wait_for) as window:
        window.workspace.fetch([server])
        (tab,) = tabs_of(window)
        wait_until(lambda: hasattr(tab.poem.state, "outcome"))
        state: Any = tab.poem.state
        assert tab.poem.store is not None
        digest = hashlib.sha256(b"".join(tab.poem.store.exact_pieces())).hexdigest()
        return Told(state.outcome, state.bytes, state.frames, digest)


@pytest.mark.parametrize("case", CASES)
def test_they_agree(
    case: str, servers: LoopbackServers, tmp_path: Path, reactor: Any, wait_for: WaitFor, wait_until: Until
) -> None:
    protocol, script = CASES[case]
    says = "go on" if "reset" in case else ""
    limit = 1.0 if "silent" in case else PATIENCE
    server = Server("a poem", servers.listen(script).address, protocol, limit, limit, says)
    from_get = what_get_tells(server, reactor, wait_for)
    from_window = what_the_window_tells(server, tmp_path, wait_for, wait_until)
    assert from_get == from_window


def test_they_agree_on_a_refused_server(tmp_path: Path, reactor: Any, wait_for: WaitFor, wait_until: Until) -> None:
    server = Server("nobody", "127.0.0.1:1", idle_timeout=PATIENCE)
    from_get = what_get_tells(server, reactor, wait_for)
    assert from_get.outcome == "refused"
    assert from_get == what_the_window_tells(server, tmp_path, wait_for, wait_until)
