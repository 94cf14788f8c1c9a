"""Whether what runs of the wire tell of where frames end is what a drip finds, over random streams.

``python -m tests.integration.edges_agree 100000`` makes so many; the suite makes a few.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from attrs import define
from twisted.internet.protocol import Protocol

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.wire_records import Received, Record
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.options import configured
from poetrygui.recordings.chunk_frames import FramingRun
from poetrygui.recordings.drip import Drip
from poetrygui.recordings.frame_edges import RunEdges
from poetrygui.recordings.reframe import Reframing
from poetrygui.recordings.ruler_blocks import RulerBlocks
from poetrygui.recordings.virtual_time import VirtualReactor
from tests.recordings.tapes import MemoryTape
from tests.recordings.test_drip import through

_PIECES = (b"\n", b"\n", b"\r\n", b"\r", b"Tyger", b"x", b"3:one,", b"\0", b"\xff", b";")
_MOST_PIECES = 24
_LONGEST_CHUNK = 12
INFO = PoemInfo("a stream", "127.0.0.1:7", "any", "2026-01-01T00:00:00+00:00", clock=1e9, kept=WhatIsKept.EVERYTHING)


def protocols() -> dict[str, type[Protocol]]:
    """Return those whose rows may be the wire, and some whose rows are not."""
    delimited = shipped_protocol("delimited")
    return {
        "lines": shipped_protocol("lines"),
        "LF": configured(delimited, {"delimiter": r"\n"}),
        "CRLF": configured(delimited, {"delimiter": r"\r\n"}),
        "semicolons": configured(delimited, {"delimiter": ";"}),
        "raw": shipped_protocol("raw"),
        "fixed": configured(shipped_protocol("fixed"), {"size": "3"}),
    }


@define
class Agreement:
    """How many streams there were, and of how many of their chunks both told where frames end, and the same."""

    streams: int = 0
    chunks: int = 0
    frames: int = 0
    different: int = 0
    first_different: str = ""


def random_chunks(chance: random.Random) -> list[bytes]:
    """Return a stream, as it comes: of one sort of line mostly, or of anything."""
    pieces = _PIECES if chance.random() < 0.5 else (b"Tyger", b"x", chance.choice((b"\n", b"\r\n")))
    data = b"".join(chance.choices(pieces, k=chance.randrange(_MOST_PIECES)))
    chunks = []
    while data:
        size = chance.randrange(1, _LONGEST_CHUNK)
        chunks.append(data[:size])
        data = data[size:]
    return chunks


def keep(folder: Path, tape: MemoryTape, protocol: type[Protocol]) -> Recording:
    """Keep a recording of the stream with what the protocol makes of it, as a connection does."""
    write_info(folder, INFO)
    store = PoemStore(folder, info=INFO)

    def hear(record: Record, chunk: bytes) -> None:
        if isinstance(record, Received):
            store.received(chunk)

    Reframing(tape, protocol, store, VirtualReactor(), on_record=hear).run()
    store.close()
    return Recording.existing(folder)


def compared(recording: Recording, tape: MemoryTape, protocol: type[Protocol]) -> Iterator[tuple[list[int], list[int]]]:
    """Give of each chunk of which runs tell it where frames end: as they tell it, and as the drip finds."""
    edges, blocks = RunEdges(recording), RulerBlocks(recording)
    blocks.look()
    drip = Drip(tape, protocol)
    for chunk, values in zip(
        [each for each in recording.chunks() if each.start < each.stop],
        FramingRun(tape, protocol).chunks(),
        strict=False,
    ):
        found = through(drip.drip(values))
        told = edges.ends_in(chunk, blocks.run_of(chunk))
        if told is not None and found.is_exact and not found.depends:
            yield list(told), list(found.ends)


def agree(count: int, seed: int) -> Agreement:
    """Make so many streams; say of ``seed`` which."""
    chance, found, kinds = random.Random(seed), Agreement(), protocols()
    for number in range(count):
        name = chance.choice(list(kinds))
        chunks = random_chunks(chance)
        tape = MemoryTape(chunks)
        with tempfile.TemporaryDirectory(prefix="poetrygui-edges-") as folder:
            recording = keep(Path(folder) / "poem", tape, kinds[name])
            for told, dripped in compared(recording, tape, kinds[name]):
                found.chunks += 1
                found.frames += len(told)
                found.different += told != dripped
                if told != dripped and not found.first_different:
                    found.first_different = f"stream {number}: {name} of {chunks}: {told} and {dripped}"
            recording.close()
        found.streams += 1
    return found


if __name__ == "__main__":
    print(agree(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
