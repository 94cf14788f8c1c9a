"""Library one server with one shipped protocol, several times, and tells how each fetch ended. Run as a program."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

from twisted.internet.defer import Deferred, inlineCallbacks
from twisted.internet.task import react

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.options import configured
from tests.integration.stopped_floods import OPTIONS


@inlineCallbacks
def fetch_all(reactor: Any, name: str, port: str, count: str) -> Generator[Deferred[Ended], Ended, None]:
    protocol = configured(shipped_protocol(name), OPTIONS.get(name, {}))
    for _ in range(int(count)):
        keeper = PassedPoem(len, exact=False, where="nowhere")
        server = Server("flood", f"127.0.0.1:{port}", idle_timeout=None)
        fetch: Fetch[PassedPoem] = Fetch(reactor, server, protocol, keeper)
        fetch.start()
        ended = yield fetch.done
        print(f"{ended.bytes} {ended.outcome}: {ended.reason}", flush=True)


if __name__ == "__main__":
    react(fetch_all, sys.argv[1:])
