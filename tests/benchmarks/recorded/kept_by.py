"""One stream after another from a sender, as these sources or earlier ones keep it: what the processor gave to each.

It runs as a script, by the sources that ``PYTHONPATH`` names, which may be of before there were recordings.
"""

from __future__ import annotations

import json
import sys
import time
from inspect import signature
from pathlib import Path
from typing import Any

from twisted.internet.epollreactor import EPollReactor

from poetrygui.core import outcomes
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol

_RECORDS = "info" in signature(PoemStore).parameters
_CLOCK = 1_767_225_600.0


def _noted(protocol: str) -> dict[str, Any]:
    """Return what makes a store keep a recording, if it can."""
    if not _RECORDS:
        return {}
    kept = outcomes.WhatIsKept.EVERYTHING
    return {"info": PoemInfo("", "", protocol, "2026-01-01T00:00:00+00:00", clock=_CLOCK, kept=kept)}


class Streams:
    """Fetches from one port as the program does, with the disk's thread, and counts the seconds of all threads."""

    def __init__(self, reactor: Any, port: int, protocol: str, folder: Path) -> None:
        self.seconds: list[float] = []
        self.frames = 0
        self._reactor = reactor
        self._server = Server("verse", str(port), protocol)
        self._disk = ThreadDisk(reactor)
        self._folder = folder

    def run(self, turns: int) -> None:
        """Fetch so often, and stop the reactor."""
        if not turns:
            self._disk.close().addCallback(lambda _: self._reactor.stop())
            return
        store = PoemStore(self._folder / "poem", self._disk, **_noted(self._server.protocol))
        wire: dict[str, Any] = {"wire": store} if _RECORDS else {}
        protocol = shipped_protocol(self._server.protocol)
        fetch = Fetch(self._reactor, self._server, protocol, store, disk=self._disk, **wire)
        begun = time.process_time()

        def ended(end: outcomes.Ended) -> None:
            self.seconds.append(time.process_time() - begun)
            self.frames = end.frames
            store.discard()
            self._disk.run(lambda: None, lambda _: self._reactor.callLater(0, self.run, turns - 1))

        fetch.done.addCallback(ended)
        fetch.start()


def main(port: int, protocol: str, folder: Path, rounds: int) -> None:
    reactor: Any = EPollReactor()
    streams = Streams(reactor, port, protocol, folder)
    # The first one warms all up.
    reactor.callWhenRunning(streams.run, rounds + 1)
    reactor.run()
    print(json.dumps({"seconds": streams.seconds[1:], "frames": streams.frames}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
