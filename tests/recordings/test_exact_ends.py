"""Where the frames of some chunks end: the same whether all before them is played or a part."""

from __future__ import annotations

import hashlib
import random
from array import array
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings import border_search
from poetrygui.recordings.exact_ends import exact_ends
from tests.recordings.framed_folder import record_lines, record_netstrings

LATER = 1500
"""The byte from which on something is asked for."""


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(border_search, "EVERY", 300)
    monkeypatch.setattr(border_search, "LOOKED_THROUGH", 100)


def shipped(name: str) -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), name, {})


class Said:
    """What the job says about the chunks from a byte on."""

    def __init__(self, folder: Path, protocol: PinnedProtocol, border: tuple[int, int] = (0, 0)) -> None:
        recording = Recording.existing(folder)
        self.chunks = list(recording.chunks(LATER, LATER + 100))
        arguments: Mapping[str, Any] = {
            "protocol": protocol.as_json(),
            "wire": [self.chunks[0].start, self.chunks[-1].stop],
            "border": border,
        }
        messages = [message for message in exact_ends(recording, arguments) if message is not None]
        recording.close()
        self.ends = [list(message) for message in messages if isinstance(message, array)]
        self.told: dict[str, Any] = {}
        for message in messages:
            if isinstance(message, dict):
                self.told |= message

    @property
    def borders(self) -> list[list[int]]:
        return sorted(self.told.get("borders", []))


def strings() -> list[bytes]:
    chance = random.Random(6)
    return [b"%d:%b," % (size, b"y" * size) for size in (chance.randrange(1, 30) for _ in range(200))]


def cut(wire: bytes) -> list[bytes]:
    return [wire[at : at + 41] for at in range(0, len(wire), 41)]


def test_from_any_border_the_same_is_found(tmp_path: Path) -> None:
    frames = strings()
    where = list(accumulate(map(len, frames)))
    said = Said(record_netstrings(tmp_path / "poem", cut(b"".join(frames))), shipped("netstring"))
    expected = [[end for end in where if chunk.start < end <= chunk.stop] for chunk in said.chunks]
    assert said.ends == expected
    assert said.told["first"] == said.chunks[0].frames_before
    assert (said.told["depends"], said.told["is_exact"]) == ("", True)
    assert len(said.borders) > 3
    for byte, count in said.borders:
        assert where[count - 1] == byte if count else not byte
        again = Said(tmp_path / "poem", shipped("netstring"), (byte, count))
        assert (again.ends, again.told["first"]) == (expected, said.told["first"])


def test_one_that_cannot_begin_in_the_middle_is_played_all(tmp_path: Path) -> None:
    source = (
        "from poetrygui.api import PoemProtocol\n\n\n"
        "class AsAnnounced(PoemProtocol):\n"
        '    """Takes the first line for what ends all others."""\n\n'
        "    held, mark = b'', b''\n\n"
        "    def dataReceived(self, data):\n"
        "        self.held += data\n"
        "        if not self.mark and b'\\n' in self.held:\n"
        "            self.mark, _, self.held = self.held.partition(b'\\n')\n"
        "            self.deliver(self.mark)\n"
        "        while self.mark and self.mark in self.held:\n"
        "            frame, _, self.held = self.held.partition(self.mark)\n"
        "            self.deliver(frame)\n"
    )
    path = tmp_path / "announced.py"
    path.write_text(source, "utf-8")
    mine = PinnedProtocol("announced", str(path), hashlib.sha256(source.encode()).hexdigest())
    frames = [b"a" * random.Random(number).randrange(30) + b"|" for number in range(200)]
    folder = record_lines(tmp_path / "poem", cut(b"|\n" + b"".join(frames)))
    said = Said(folder, mine)
    where = list(accumulate(map(len, frames), initial=2))
    assert said.ends == [[end for end in where if chunk.start < end <= chunk.stop] for chunk in said.chunks]
    assert said.borders == []


def test_what_was_recorded_otherwise_gives_no_borders(tmp_path: Path) -> None:
    lines = b"".join(b"%d: and so on\n" % number for number in range(200))
    folder = record_netstrings(tmp_path / "poem", cut(b"".join(strings())))
    (folder / "wire.000").write_bytes(lines[: len(b"".join(strings()))])
    said = Said(folder, shipped("lines"))
    assert said.borders == []
    assert said.told["first"] == lines.count(b"\n", 0, said.chunks[0].start)


def test_frames_of_one_size_with_more_or_fewer_bytes_around_are_told_exactly(tmp_path: Path) -> None:
    wire = b"".join(b"abc\r\n" if number % 3 else b"abc\n" for number in range(600))
    folder = record_lines(tmp_path / "poem", cut(wire))
    said = Said(folder, shipped("lines"))
    where = [at + 1 for at, byte in enumerate(wire) if byte == 10]
    assert said.ends == [[end for end in where if chunk.start < end <= chunk.stop] for chunk in said.chunks]
    assert said.told["is_exact"]
