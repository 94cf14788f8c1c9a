"""This program's core without its window: received, framed, stored on disk and indexed, on epoll without Qt."""

from __future__ import annotations

import cProfile
import json
import os
import pstats
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


def main(port: int, protocol: str, folder: Path) -> None:
    reactor: Any = EPollReactor()
    disk = ThreadDisk(reactor)
    store = PoemStore(folder / "poem", disk)
    fetch = Fetch(reactor, Server("verse", str(port), protocol), shipped_protocol(protocol), store, disk=disk)
    begun, cpu = time.perf_counter(), time.process_time()

    def ended(end: Ended) -> None:
        result = {
            "seconds": time.perf_counter() - begun,
            "processor": time.process_time() - cpu,
            "outcome": end.outcome.value,
            "reason": end.reason,
            "bytes": end.bytes,
            "frames": end.frames,
            "lines": store.line_count,
        }
        store.discard()
        disk.close().addCallback(lambda _: reactor.stop())
        print(json.dumps(result), flush=True)

    fetch.done.addCallback(ended)
    reactor.callWhenRunning(fetch.start)
    profile = cProfile.Profile()
    if os.environ.get("POETRYGUI_BENCH_PROFILE"):
        profile.runcall(reactor.run)
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(30)
    else:
        reactor.run()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
