"""A Twisted protocol that throws away what it receives, on epoll without Qt or on one of the reactors inside Qt.

Reads are as large as this program's own, so that what is measured is the reactor.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

READ_SIZE = 256 * 1024


def main(kind: str, port: int) -> None:
    application: Any = None
    if kind == "epoll":
        from twisted.internet import epollreactor

        epollreactor.install()
    else:
        from PyQt6.QtWidgets import QApplication

        from poetrygui import qtreactor

        application = QApplication([])
        qtreactor.install()
    from twisted.internet import reactor as installed
    from twisted.internet.protocol import ClientFactory, Protocol

    reactor: Any = installed
    size = 0
    begun, cpu = time.perf_counter(), time.process_time()

    class Discard(Protocol):
        transport: Any

        def connectionMade(self) -> None:
            self.transport.bufferSize = READ_SIZE

        def dataReceived(self, data: bytes) -> None:
            nonlocal size
            size += len(data)

        def connectionLost(self, reason: Any = None) -> None:
            seconds, processor = time.perf_counter() - begun, time.process_time() - cpu
            print(json.dumps({"seconds": seconds, "processor": processor, "bytes": size}), flush=True)
            reactor.stop()

    reactor.connectTCP("127.0.0.1", port, ClientFactory.forProtocol(Discard))
    if application is None:
        reactor.run()
    else:
        reactor.runReturn()
        application.exec()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
