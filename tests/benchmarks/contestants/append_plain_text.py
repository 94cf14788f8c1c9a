"""What a first client in Qt does: ``QPlainTextEdit.appendPlainText`` for each chunk, visible."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from PyQt6.QtWidgets import QApplication, QPlainTextEdit

from poetrygui import qtreactor


def main(port: int) -> None:
    application = QApplication([])
    reactor: Any = qtreactor.install()
    from twisted.internet.protocol import ClientFactory, Protocol

    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.resize(1000, 700)
    view.show()
    size = 0
    begun = time.perf_counter()

    class Append(Protocol):
        def dataReceived(self, data: bytes) -> None:
            nonlocal size
            size += len(data)
            view.appendPlainText(data.decode("utf-8", "replace"))

        def connectionLost(self, reason: Any = None) -> None:
            view.viewport().repaint()  # type: ignore[union-attr]  # a text edit has a viewport
            print(json.dumps({"seconds": time.perf_counter() - begun, "bytes": size}), flush=True)
            reactor.stop()

    reactor.connectTCP("127.0.0.1", port, ClientFactory.forProtocol(Append))
    reactor.runReturn()
    application.exec()


if __name__ == "__main__":
    main(int(sys.argv[1]))
