"""Recordings as a connection leaves them: the store is given chunks, and what a protocol makes of them."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core.poems.poem_info import write_info
from poetrygui.core.poems.store import PoemStore
from tests.benchmarks.recorded.made import INFO

_TEXT = b"Tyger Tyger, burning bright, In the forests of the night; What immortal"
NETSTRING = b"%d:%s," % (len(_TEXT), _TEXT)


def store_netstrings(folder: Path, size: int, chunk_size: int) -> None:
    """Keep netstrings that came in chunks of one size; the last one is whole. Sizes are in bytes, that of all about."""
    info = evolve(INFO, name="netstrings", protocol="netstring")
    store = PoemStore(folder, info=info)
    count = size // len(NETSTRING)
    wire = NETSTRING * (chunk_size // len(NETSTRING) + 2)
    made = 0
    for start in range(0, count * len(NETSTRING), chunk_size):
        stop = min(start + chunk_size, count * len(NETSTRING))
        at = start % len(NETSTRING)
        store.received(wire[at : at + stop - start])
        frames, made = stop // len(NETSTRING) - made, stop // len(NETSTRING)
        store.frames([_TEXT] * frames)
        store.flush()
    store.close_writing()
    store.close()
    write_info(folder, info)
