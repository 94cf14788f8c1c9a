"""Floods of each shipped protocol, with the whole process stopped in the middle: nobody is to be blamed for that.

Run as a program, for instance for the full proof, on a machine with nothing else to do and on one that has::

    python -m tests.integration.stopped_floods --floods 100
    python -m tests.integration.stopped_floods --floods 100 --busy 2
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import xor

from attrs import frozen

from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.options import configured
from tests.programs import end_forkers, start_program

OPTIONS: Mapping[str, Mapping[str, str]] = {
    "fixed": {"size": "48"},
    "delimited": {"delimiter": "|"},
    # What it says first would be left unread, and then the close be a reset.
    "mqtt": {"is_silent": "true"},
}
PROTOCOLS = (
    *("raw", "netstring", "lines", "delimited", "prefixed", "fixed", "slip", "cobs", "jsonl"),
    *("varint", "modbus_tcp", "mqtt", "resp", "syslog", "stx_etx", "nmea", "http_chunked", "sse"),
)
_FETCHES = "tests.integration.flooded"
BLOCK = 64 * 1024
LONGEST = 0.5
"""Seconds of a flood before the stop, at most."""
LONGEST_START = 120.0
"""Seconds in which a fetching process has to connect: on a busy machine its start takes many."""


@frozen
class Block:
    """Whole frames as they are sent, and how many bytes the frames have."""

    wire: bytes
    size: int

    @classmethod
    def of(cls, name: str, numbers: random.Random) -> Block:
        encoder = configured(shipped_protocol(name), OPTIONS.get(name, {}))()
        frames: list[bytes] = []
        wire: list[bytes] = []
        while sum(map(len, wire[-1:])) + len(wire) * 40 < BLOCK:
            frames.append(_frame(name, numbers))
            wire.append(encoder.encode(frames[-1]))
        return cls(b"".join(wire), sum(map(len, frames)))


def _frame(name: str, numbers: random.Random) -> bytes:
    word = bytes(numbers.choices(b"abcdefghijklmnopqrstuvwxyz", k=48 if name == "fixed" else numbers.randrange(1, 80)))
    return _WHOLE[name](word) if name in _WHOLE else word


# Frames that are not just any bytes.
_WHOLE: Mapping[str, Callable[[bytes], bytes]] = {
    "jsonl": lambda word: b'{"%b": [%d, null]}' % (word, len(word)),
    "modbus_tcp": lambda word: b"\0\1\0\0\0%c\1%b" % (len(word) + 1, word),
    "mqtt": lambda word: b"\x30%c\0\1t%b" % (len(word) + 3, word),
    "resp": lambda word: b"*2\r\n$%d\r\n%b\r\n:1\r\n" % (len(word), word),
    "syslog": lambda word: b"<13>" + word,
    "sse": lambda word: b"data: " + word,
    "nmea": lambda word: b"$%b*%02X" % (word, reduce(xor, word)),
}


class Flood:
    """Sends blocks to one connection, as quickly as they are taken, until it is to end."""

    def __init__(self, connection: socket.socket, block: Block) -> None:
        self.blocks = 0
        self._connection = connection
        self._block = block
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._send)
        self._thread.start()

    def _send(self) -> None:
        # Who is blamed breaks the connection, and tells so himself.
        with contextlib.suppress(ConnectionError), self._connection as connection:
            while not self._over.is_set():
                connection.sendall(self._block.wire)
                self.blocks += 1
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)

    def end(self) -> int:
        """Close at a frame border, and return how many bytes of frames were sent."""
        self._over.set()
        self._thread.join()
        return self.blocks * self._block.size


def run_floods(name: str, floods: int, stopped: float, numbers: random.Random) -> list[str]:
    """Return how each flood ended, as the fetching process told it, and what was lost if something was."""
    block = Block.of(name, numbers)
    ends = []
    with socket.create_server(("127.0.0.1", 0)) as listener, selectors.DefaultSelector() as told:
        listener.settimeout(LONGEST_START)
        command = ["-m", _FETCHES, name, str(listener.getsockname()[1]), str(floods)]
        with start_program(command, (_FETCHES,), streams=(subprocess.DEVNULL, subprocess.PIPE, 2)) as fetching:
            assert fetching.stdout is not None
            told.register(fetching.stdout, selectors.EVENT_READ)
            try:
                for _ in range(floods):
                    flood = Flood(listener.accept()[0], block)
                    time.sleep(numbers.random() * LONGEST)
                    os.kill(fetching.pid, signal.SIGSTOP)
                    time.sleep(stopped)
                    os.kill(fetching.pid, signal.SIGCONT)
                    # If it is to be blamed, it is within the next looks.
                    told.select(0.1)
                    sent = flood.end()
                    size, _, end = fetching.stdout.readline().decode().strip().partition(" ")
                    ends.append(end if int(size or -1) == sent else f"{end}; {size} of {sent} bytes came")
            except BaseException:
                # It would read a flood that nobody ends, and be waited for.
                fetching.kill()
                raise
    return ends


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep so many processors busy."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("protocols", nargs="*", default=PROTOCOLS)
    parser.add_argument("--floods", type=int, default=1, help="of each protocol")
    parser.add_argument("--stopped", type=float, default=1.0, help="seconds")
    parser.add_argument("--busy", type=int, default=0, help="processes that take the processors meanwhile")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    numbers = random.Random(options.seed)
    failed = 0
    with busy(options.busy):
        for name in options.protocols:
            ends = Counter(run_floods(name, options.floods, options.stopped, numbers))
            complete = ends["complete: the server closed the connection"]
            failed += options.floods - complete
            print(f"{name:<12} {complete} of {options.floods} complete", flush=True)
            for end, count in ends.items():
                if not end.startswith("complete: the server closed the connection") or "bytes came" in end:
                    print(f"{'':<12} {count} {end}")
    end_forkers()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
