"""Streams of frames from several senders in turns, each by its protocol and recorded, and the processor's seconds."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from attrs import define, field
from twisted.internet.epollreactor import EPollReactor

from poetrygui.api import PoemProtocol
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.options import configured
from tests.benchmarks.recorded.made import INFO
from tests.benchmarks.recorded.strangers import STRANGERS


@define
class Source:
    """A sender, and what became of each stream of it."""

    server: Server
    protocol: type[PoemProtocol]
    seconds: list[float] = field(factory=list)
    frames: int = 0
    received: int = 0


def source(told: str) -> Source:
    """Return the one of PORT:PROTOCOL, or PORT:PROTOCOL:OPTION=VALUE; the protocol may be one of strangers."""
    port, name, *options = told.split(":")
    texts = dict(option.split("=", 1) for option in options)
    protocol = STRANGERS.get(name) or shipped_protocol(name)
    return Source(Server("frames", port, name), configured(protocol, texts))


class Turns:
    """Fetches from one after the other as the program does, with the disk's thread."""

    def __init__(self, reactor: Any, folder: Path, sources: list[Source]) -> None:
        self.disk = ThreadDisk(reactor)
        self._reactor = reactor
        self._folder = folder
        self._left = sources

    def run(self) -> None:
        """Fetch from all that are left, and stop the reactor."""
        if not self._left:
            self.disk.close().addCallback(lambda _: self._reactor.stop())
            return
        one = self._left.pop(0)
        store = PoemStore(self._folder / "poem", self.disk, info=INFO)
        fetch = Fetch(self._reactor, one.server, one.protocol, store, disk=self.disk, wire=store)
        begun = time.process_time()

        def ended(end: Ended) -> None:
            one.seconds.append(time.process_time() - begun)
            one.frames, one.received = end.frames, end.received or 0
            store.discard()
            self.disk.run(lambda: None, lambda _: self._reactor.callLater(0, self.run))

        fetch.done.addCallback(ended)
        fetch.start()


def main(folder: Path, rounds: int, told: list[str]) -> None:
    reactor: Any = EPollReactor()
    sources = [source(each) for each in told]
    # The first round warms all of them up.
    turns = Turns(reactor, folder, sources * (rounds + 1))
    reactor.callWhenRunning(turns.run)
    reactor.run()
    print(json.dumps({"found": [[one.seconds[1:], one.frames, one.received] for one in sources]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
