"""Servers that send to whoever comes, however often, until a test is over."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_LOOK = 0.05  # seconds between two looks whether the test is over


@contextmanager
def sending(data: bytes, *, then: str = "") -> Iterator[str]:
    """Send ``data`` and close; or ``then`` "more" of it without end, or "silence" until the reader leaves."""
    over = threading.Event()

    def send(connection: socket.socket) -> None:
        connection.settimeout(_LOOK)
        rest = memoryview(data)
        while not over.is_set() and (rest or then):
            with suppress(TimeoutError):
                if rest:
                    rest = rest[connection.send(rest) :]
                elif then == "more":
                    rest = memoryview(data * 1000)
                elif not connection.recv(1):
                    return

    def accept() -> None:
        while not over.is_set():
            # A reader that gives up resets the connection.
            with suppress(OSError), listener.accept()[0] as connection:
                send(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_LOOK)
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            over.set()
            thread.join()
