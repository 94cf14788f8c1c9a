"""One stream after another from a sender, recorded and not in turns, and what the processor gave to each."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from twisted.internet.epollreactor import EPollReactor

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.benchmarks.recorded.made import INFO


class Streams:
    """Fetches from one port as the program does, with the disk's thread, and counts the seconds of all threads."""

    def __init__(self, reactor: Any, port: int, protocol: str, folder: Path) -> None:
        self.seconds: dict[str, list[float]] = {"on": [], "off": []}
        self.bytes = 0
        self.chunks = 0
        self.disk = ThreadDisk(reactor)
        self._reactor = reactor
        self._server = Server("verse", str(port), protocol)
        self._folder = folder

    def run(self, turns: list[str]) -> None:
        """Fetch once for each turn, "on" or "off", and stop the reactor."""
        if not turns:
            self.disk.close().addCallback(lambda _: self._reactor.stop())
            return
        kind = turns[0]
        store = PoemStore(self._folder / "poem", self.disk, info=INFO if kind == "on" else None)
        protocol = shipped_protocol(self._server.protocol)
        wire = store if kind == "on" else None
        fetch = Fetch(
            self._reactor, self._server, protocol, store, disk=self.disk, on_chunk=self._count_chunk, wire=wire
        )
        begun = time.process_time()

        def ended(end: Ended) -> None:
            self.seconds[kind].append(time.process_time() - begun)
            self.bytes += end.received or 0
            store.discard()
            self.disk.run(lambda: None, lambda _: self._reactor.callLater(0, self.run, turns[1:]))

        fetch.done.addCallback(ended)
        fetch.start()

    def _count_chunk(self, *_: object) -> None:
        self.chunks += 1


def main(port: int, protocol: str, folder: Path, rounds: int) -> None:
    reactor: Any = EPollReactor()
    streams = Streams(reactor, port, protocol, folder)
    # Each is the first of a pair as often as the other; the first pair warms both up.
    turns = [kind for turn in range(rounds + 1) for kind in (("on", "off") if turn % 2 else ("off", "on"))]
    reactor.callWhenRunning(streams.run, turns)
    reactor.run()
    found = {kind: seconds[1:] for kind, seconds in streams.seconds.items()}
    print(json.dumps({**found, "bytes": streams.bytes // len(turns), "chunk": streams.bytes // streams.chunks}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
