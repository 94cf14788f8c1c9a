"""A client that gathers a poem as the tutorial's does, by ``self.poem += data``, on Twisted without Qt."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from twisted.internet import reactor as installed
from twisted.internet.protocol import ClientFactory, Protocol

reactor: Any = installed


class PoetryProtocol(Protocol):
    poem = b""
    begun = 0.0

    def connectionMade(self) -> None:
        self.begun = time.perf_counter()

    def dataReceived(self, data: bytes) -> None:
        self.poem += data

    def connectionLost(self, reason: Any = None) -> None:
        print(json.dumps({"seconds": time.perf_counter() - self.begun, "bytes": len(self.poem)}), flush=True)
        reactor.stop()


if __name__ == "__main__":
    reactor.connectTCP("127.0.0.1", int(sys.argv[1]), ClientFactory.forProtocol(PoetryProtocol))
    reactor.run()
