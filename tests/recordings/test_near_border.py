"""Far into a recording a border is found without playing what came before, and only where that is proved."""

from __future__ import annotations

import random
from array import array
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings import exact_ends, near_border
from tests.recordings.framed_folder import record_netstrings
from tests.recordings.shortened_folder import netstrings, shortened_by

FAR = 30_000


def shipped(name: str) -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), name, {})


def strings(alphabet: bytes, count: int = 3000) -> list[bytes]:
    chance = random.Random(7)
    values = (bytes(chance.choices(alphabet, k=chance.randrange(1, 30))) for _ in range(count))
    return [b"%d:%b," % (len(value), value) for value in values]


def cut(wire: bytes, size: int = 700) -> list[bytes]:
    return [wire[at : at + size] for at in range(0, len(wire), size)]


def found(folder: Path, name: str, byte: int | None) -> Any:
    """Return what is found near to a byte, or without one, first of what is kept."""
    recording, protocol = Recording.existing(folder), load_pinned(shipped(name))
    near, first = near_border.near_border, near_border.first_border
    search = first(recording, protocol) if byte is None else near(recording, protocol, byte)
    try:
        while True:
            next(search)
    except StopIteration as through:
        return through.value
    finally:
        recording.close()


@pytest.mark.parametrize("alphabet", [b"abcdefgh", b"1:,", b"y"])
def test_what_is_found_is_a_border_and_has_its_number(
    tmp_path: Path, alphabet: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near_border, "LOOKED_AT", 4000)
    frames = strings(alphabet)
    where = list(accumulate(map(len, frames), initial=0))
    folder = record_netstrings(tmp_path / "poem", cut(b"".join(frames)))
    border = found(folder, "netstring", FAR)
    assert border is not None
    assert FAR - 4700 < border.byte <= FAR
    assert where[border.frames] == border.byte


def test_where_each_message_has_a_chunk_of_its_own_its_end_is_one(tmp_path: Path) -> None:
    frames = strings(b"ab", 200)
    where = list(accumulate(map(len, frames), initial=0))
    border = found(record_netstrings(tmp_path / "poem", frames), "netstring", where[150])
    assert border is not None
    assert where[border.frames] == border.byte


def test_of_another_protocol_than_that_which_recorded_nothing_is_found(tmp_path: Path) -> None:
    folder = record_netstrings(tmp_path / "poem", cut(b"".join(strings(b"abcdefgh"))))
    assert found(folder, "lines", FAR) is None


@pytest.mark.parametrize("can_begin", [True, False])
def test_exact_ends_far_from_what_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_begin: bool) -> None:
    monkeypatch.setattr(exact_ends, "NEAR", 1000)
    monkeypatch.setattr(exact_ends, "FURTHEST", 2000)
    frames = strings(b"abcdefgh")
    where = list(accumulate(map(len, frames)))
    folder = record_netstrings(tmp_path / "poem", cut(b"".join(frames)))
    recording = Recording.existing(folder)
    chunks = list(recording.chunks(FAR, FAR + 2000))
    protocol = shipped("netstring" if can_begin else "lines")
    wire = [chunks[0].start, chunks[-1].stop]
    arguments = {"protocol": protocol.as_json(), "wire": wire}
    messages = [each for each in exact_ends.exact_ends(recording, arguments) if each is not None]
    ends = [list(each) for each in messages if isinstance(each, array)]
    if can_begin:
        assert ends == [[end for end in where if chunk.start < end <= chunk.stop] for chunk in chunks]
        (borders,) = [each["borders"] for each in messages if isinstance(each, dict) and "borders" in each]
        assert all(where[count - 1] == byte for byte, count in borders)
    else:
        assert messages == [{"depends": "", "is_exact": False}]
    recording.close()


@pytest.mark.parametrize("name", ["netstring", "lines"])
def test_the_first_border_of_what_is_kept_is_one_and_has_its_number(tmp_path: Path, name: str) -> None:
    strings, where = netstrings()
    if name == "lines":
        strings = [string.replace(b",", b"\n") for string in strings]
    folder = shortened_by(tmp_path / "recording", name, b"".join(strings))
    recording = Recording.existing(folder)
    dropped = recording.dropped.wire
    assert dropped > 100_000
    assert dropped not in where
    border = found(folder, name, None)
    assert where[border.frames] == border.byte
    assert border.byte - dropped < 300
    recording.close()


def test_without_frames_there_is_no_first_border(tmp_path: Path) -> None:
    assert found(shortened_by(tmp_path / "recording", "raw", b"x" * 400_000), "raw", None) is None
