"""Streams by a user's files, each in this process and in a host in turns: what the processor gives to either side."""

from __future__ import annotations

import hashlib
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
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.live.file_hosts import RUNNER, file_hosts
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.hosts.warm import WarmProcess
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from tests.benchmarks.recorded import strangers
from tests.benchmarks.recorded.made import INFO

_OWN = {"ten-line plugin": "TenLines", "LineReceiver": "StockLines"}


@define
class Source:
    """A sender and what cuts its frames, here or in a host, and the seconds that each round took here and there."""

    server: Server
    protocol: type[PoemProtocol]
    file: str
    here: list[float] = field(factory=list)
    there: list[float] = field(factory=list)
    frames: int = 0


def pinned(name: str, folder: Path) -> PinnedProtocol:
    """Return a file of its user's own that holds what is shipped by that name, or one of strangers."""
    path = folder / f"{name.replace(' ', '_').replace('-', '_')}.py"
    if name in _OWN:
        text = Path(strangers.__file__).read_text("utf-8") + f"\nPROTOCOL = {_OWN[name]}\n"
    else:
        text = (shipped_protocols() / f"{name}.py").read_text("utf-8")
    path.write_text(text, "utf-8")
    return PinnedProtocol(path.stem, str(path), hashlib.sha256(path.read_bytes()).hexdigest())


class Turns:
    """Fetches from one after the other as the program does, with the disk's thread."""

    def __init__(self, reactor: Any, folder: Path, warm: WarmProcess, sources: list[Source]) -> None:
        self.disk = ThreadDisk(reactor)
        self._reactor = reactor
        self._folder = folder
        self._warm = warm
        self._left = sources

    def run(self) -> None:
        """Fetch from all that are left, and stop the reactor."""
        if not self._left:
            self._warm.close()
            self.disk.close().addCallback(lambda _: self._reactor.stop())
            return
        one = self._left.pop(0)
        store = PoemStore(self._folder / "poem", self.disk, info=INFO)
        fetch = Fetch(self._reactor, one.server, one.protocol, store, disk=self.disk, wire=store)
        begun, there = time.process_time(), self._there(one)

        def ended(end: Ended) -> None:
            one.here.append(time.process_time() - begun)
            one.there.append(self._there(one) - there)
            one.frames = end.frames
            store.discard()
            self.disk.run(lambda: None, lambda _: self._reactor.callLater(0, self.run))

        fetch.done.addCallback(ended)
        fetch.start()

    def _there(self, one: Source) -> float:
        """Return what the host of its file has computed, in seconds."""
        running = dict(file_hosts(self._reactor, self._warm).running())
        host = running.get(one.file)
        return 0.0 if host is None else processor_of(host.pid)


def processor_of(pid: int) -> float:
    """Return what a process has computed so far, in seconds: Linux tells it to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9


def main(folder: Path, rounds: int, told: list[str]) -> None:
    reactor: Any = EPollReactor()
    warm = WarmProcess(reactor, [RUNNER])
    sources = []
    for each in told:
        port, name = each.split(":")
        file = pinned(name, folder)
        server, stands_for = Server("frames", port, name), hosted(reactor, file, warm, Allowed(read=(file.path,)))
        sources += [Source(server, load_pinned(file), ""), Source(server, stands_for, file.path)]
    # The first two rounds warm all of them up.
    turns = Turns(reactor, folder, warm, sources * (rounds + 2))
    reactor.callWhenRunning(turns.run)
    reactor.run()
    print(json.dumps({"found": [[one.here[2:], one.there[2:], one.frames] for one in sources]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
