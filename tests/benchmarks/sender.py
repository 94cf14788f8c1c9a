"""The far end: a process that sends to whoever connects, by sockets alone, so that it costs every contestant the same.

It prints its port, and ends when its standard input does. Each connection has a thread, in which ``sendall`` of a large
block leaves Python alone.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable

from tests.benchmarks.shapes import LAST_LINE, MIB, SHAPES, WITHOUT_LAST_LINE

# A sender that fell behind its rate catches up by no more than this, in seconds: a burst would measure itself.
_LONGEST_BURST = 0.02


def send_all(connection: socket.socket, view: memoryview, size: int, end: bytes) -> None:
    """Send ``size`` bytes as fast as they are taken, ``view`` again and again; the last ones are ``end``."""
    left = size - len(end)
    while left > 0:
        connection.sendall(view[:left])
        left -= min(left, len(view))
    connection.sendall(end)


def send_at_rate(connection: socket.socket, block: bytes, rate: float, seconds: float) -> None:
    """Send so many bytes a second, for so long; without a rate as fast as they are taken."""
    data = block * max(1, MIB // len(block))
    pieces = [data[start : start + MIB] for start in range(0, len(data), MIB)]
    end = time.monotonic() + seconds
    due = time.monotonic()
    turn = 0
    while (now := time.monotonic()) < end:
        if rate and due > now:
            time.sleep(due - now)
        piece = pieces[turn % len(pieces)]
        turn += 1
        connection.sendall(piece)
        if rate:
            due = max(due, now - _LONGEST_BURST) + len(piece) / rate


def send_time(connection: socket.socket) -> None:
    """Send one line with the time, on the clock that all processes of the machine share; then hold the connection."""
    time.sleep(0.1)
    connection.sendall(b"%d\n" % time.monotonic_ns())
    hold(connection)


def hold(connection: socket.socket) -> None:
    """Say nothing until the other end closes."""
    while connection.recv(4096):
        pass


def serve(send: Callable[[socket.socket], None] | None) -> None:
    """Call ``send`` for each connection; without it, connections are held and nothing else."""
    held: list[socket.socket] = []

    def work(connection: socket.socket) -> None:
        assert send is not None
        with connection, contextlib.suppress(OSError):
            send(connection)

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            if send is None:
                held.append(connection)
            else:
                threading.Thread(target=work, args=[connection], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listener:
        print(listener.getsockname()[1], flush=True)
        threading.Thread(target=accept, daemon=True).start()
        sys.stdin.read()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["size", "rate", "time", "nothing"])
    parser.add_argument("--shape", choices=list(SHAPES), default="verse")
    parser.add_argument("--size", type=int, default=0, help="bytes")
    parser.add_argument("--block", type=int, default=0, help="bytes that are sent at a time; 0 is 4 MiB")
    parser.add_argument("--rate", type=float, default=0.0, help="bytes a second; 0 is as fast as they are taken")
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    block = SHAPES[arguments.shape]()
    # Made before anybody connects: the time that it takes is nobody's.
    view = memoryview(block * max(1, 4 * MIB // len(block)))[: arguments.block or None]
    end = b"" if arguments.shape in WITHOUT_LAST_LINE else b"\n" + LAST_LINE
    sends: dict[str, Callable[[socket.socket], None] | None] = {
        "size": lambda connection: send_all(connection, view, arguments.size, end),
        "rate": lambda connection: send_at_rate(connection, block, arguments.rate, arguments.seconds),
        "time": send_time,
        "nothing": None,
    }
    serve(sends[arguments.what])


if __name__ == "__main__":
    from tests.benchmarks.processes import raise_descriptor_limit

    raise_descriptor_limit()
    main()
