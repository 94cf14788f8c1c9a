"""Chunks of one size, recorded and not in turns, without a network or a thread for the disk; and what is on disk."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins import shipped_protocol
from tests.benchmarks.recorded.made import INFO
from tests.benchmarks.shapes import SHAPES
from tests.core.reference_rows import descriptors_of


class Flushing(ConnectionOwner):
    """Has what was delivered written, as a fetch does."""

    def __init__(self, store: PoemStore) -> None:
        self._store = store

    def frames_delivered(self, connection: Connection) -> None:
        self._store.flush()


def chunks(block: bytes, chunk_size: int, count: int) -> Iterator[bytes]:
    """Yield chunks of a block that comes again and again, each a new object, as from a socket."""
    data = memoryview(block * (chunk_size // len(block) + 2))
    position = 0
    for _ in range(count):
        yield bytes(data[position : position + chunk_size])
        position = (position + chunk_size) % len(block)


def keep(folder: Path, protocol: str, arriving: Iterator[bytes], *, recorded: bool) -> dict[str, float]:
    """Keep a poem; return the seconds that it took, its bytes by file, and the descriptors it had while it came."""
    store = PoemStore(folder, info=INFO if recorded else None)
    factory = PoemFactory(shipped_protocol(protocol), store)
    wire = store if recorded else None
    connection = Connection(Flushing(store), store, lambda: factory.buildProtocol(None), wire)
    transport: Any = StringTransport()
    connection.makeConnection(transport)
    begun = time.process_time()
    for chunk in arriving:
        connection.dataReceived(chunk)
    seconds = time.process_time() - begun
    store.read(0, 1)
    found = {"seconds": seconds, "descriptors": descriptors_of(folder), "received": connection.bytes_received}
    connection.connectionLost(Failure(ConnectionDone()))
    store.flush()
    store.close_writing()
    store.close()
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    shutil.rmtree(folder)
    log = sum(size for name, size in sizes.items() if name.startswith("log."))
    return {**found, "disk": sum(sizes.values()), "log": log}


def main(folder: Path, protocol: str, shape: str, chunk_size: int, count: int, rounds: int) -> None:
    block = SHAPES[shape]()
    turns: dict[str, list[dict[str, float]]] = {"on": [], "off": []}
    for turn in range(rounds + 1):
        for kind in ("on", "off") if turn % 2 else ("off", "on"):
            arriving = chunks(block, chunk_size, count)
            turns[kind].append(keep(folder / "poem", protocol, arriving, recorded=kind == "on"))
    # The first pair warms both up.
    seconds = {kind: [each["seconds"] for each in found[1:]] for kind, found in turns.items()}
    print(json.dumps({**seconds, "last": turns["on"][-1], "descriptors_off": turns["off"][-1]["descriptors"]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], *map(int, sys.argv[4:7]))
