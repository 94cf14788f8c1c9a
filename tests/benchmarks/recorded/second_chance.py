"""A stream that has come, whose host another connection of its file ends: how long it takes until it goes on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

from twisted.internet.epollreactor import EPollReactor

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.live.file_hosts import RUNNER, file_hosts
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol
from tests.benchmarks.recorded.hosted_streams import processor_of
from tests.benchmarks.recorded.made import INFO

SOURCE = """
import ctypes
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    held = b""
    def connectionMade(self):
        self.transport.write(b"hello")
    def dataReceived(self, data):
        if data == b"crash":
            ctypes.string_at(0)
        *lines, self.held = (self.held + data).split(b"\\n")
        self.deliver_many(lines)
"""
_LOOK = 0.001


class SpokenTo:
    """A server with one connection, in a thread of its own, which sends what it is told and keeps what it hears."""

    def __init__(self) -> None:
        self.heard = b""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._connection: Any = None
        threading.Thread(target=self._hear, daemon=True).start()

    def send(self, data: bytes) -> None:
        """Send, in a thread: it may take its time."""
        threading.Thread(target=self._connection.sendall, args=(data,), daemon=True).start()

    def _hear(self) -> None:
        self._connection, _ = self._listening.accept()
        with contextlib.suppress(OSError):  # a process that is ended closes nothing
            while data := self._connection.recv(4096):
                self.heard += data


class Chance:
    """One round of it."""

    def __init__(self, reactor: Any, folder: Path, warm: WarmProcess, size: int) -> None:
        line = b"x" * 45 + b"\n"
        self.wire = line * (size // len(line))
        self._reactor = reactor
        self._warm = warm
        path = folder / "own.py"
        path.write_text(SOURCE, "utf-8")
        pinned = PinnedProtocol("own", str(path), hashlib.sha256(path.read_bytes()).hexdigest())
        self._protocol = hosted(reactor, pinned, warm, Allowed(read=(str(path),)))
        self._disk = ThreadDisk(reactor)
        self._folder = folder

    def begin(self, server: SpokenTo, name: str) -> Any:
        """Begin a connection."""
        store = PoemStore(self._folder / name, self._disk, info=INFO)
        asked = Server(name, f"127.0.0.1:{server.port}")
        fetch = Fetch(self._reactor, asked, self._protocol, store, disk=self._disk, wire=store)
        fetch.start()
        return fetch

    def until(self, condition: Any) -> None:
        """Go round until it is so."""
        while not condition():
            self._reactor.iterate(_LOOK)

    def run(self) -> dict[str, Any]:
        """Return what was seen."""
        one, other = SpokenTo(), SpokenTo()
        fetch, culprit = self.begin(one, "one"), self.begin(other, "other")
        self.until(lambda: one.heard and other.heard)
        one.send(self.wire)
        self.until(lambda: fetch.store.size == len(self.wire))
        other.send(b"crash")
        self.until(lambda: culprit.done.called)
        begun, computed = time.perf_counter(), time.thread_time()
        one.send(b"last\n")
        self.until(lambda: fetch.store.size > len(self.wire))
        taken, here = time.perf_counter() - begun, time.thread_time() - computed
        ((_, host),) = file_hosts(self._reactor, self._warm).running()
        rows = fetch.store.read(0, fetch.store.size)
        frames = fetch.store.frame_count
        fetch.stop()
        self.until(lambda: fetch.done.called)
        for each in (fetch, culprit):
            each.store.discard()
        closed = self._disk.close()
        self.until(lambda: closed.called)
        return {
            "seconds": taken,
            "here": here,
            "there": processor_of(host.pid),  # all that it has computed: it began for this
            "same": rows == self.wire + b"last\n" and frames == rows.count(b"\n"),
            "heard": one.heard.decode(),
        }


def main(folder: Path, rounds: int, size: int) -> None:
    reactor: Any = EPollReactor()
    reactor.startRunning(False)
    warm = WarmProcess(reactor, [RUNNER])
    found = [Chance(reactor, folder, warm, size).run() for _ in range(rounds)]
    warm.close()
    print(json.dumps({"found": found}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
