"""Bytes at which frames end, found while many chunks are played at once."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.plugins import shipped_protocol
from poetrygui.recordings import border_search as module
from poetrygui.recordings.border_search import BorderSearch, WireBorder
from tests.recordings.framed_folder import record_netstrings


def strings(count: int) -> list[bytes]:
    chance = random.Random(4)
    return [b"%d:%b," % (size, b"x" * size) for size in (chance.randrange(40) for _ in range(count))]


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 500)
    monkeypatch.setattr(module, "LOOKED_THROUGH", 60)


@pytest.mark.usefixtures("small_steps")
def test_each_is_where_a_frame_ends_and_they_are_near_each_other(tmp_path: Path) -> None:
    frames = strings(400)
    wire = b"".join(frames)
    chunks = [wire[at : at + 37] for at in range(0, len(wire), 37)]
    recording = Recording.existing(record_netstrings(tmp_path / "poem", chunks))
    search = BorderSearch(recording, shipped_protocol("netstring"), WireBorder())
    assert all(step is None for step in search.search(5000))
    ends, size = {0: 0}, 0
    for number, frame in enumerate(frames, 1):
        ends[size := size + len(frame)] = number
    assert all(ends[border.byte] == border.frames for border in search.found)
    places = [border.byte for border in search.found]
    assert places == sorted(set(places))
    assert places[0] == 0
    assert 4940 < places[-1] <= 5000
    assert max(after - before for before, after in pairwise(places)) < 600
    # From one of them on, others are found.
    again = BorderSearch(recording, shipped_protocol("netstring"), search.found[3])
    list(again.search(5000))
    assert all(ends[border.byte] == border.frames for border in again.found)
    assert 4940 < again.found[-1].byte <= 5000
    recording.close()


@pytest.mark.usefixtures("small_steps")
def test_a_long_frame_has_none_and_those_behind_it_have(tmp_path: Path) -> None:
    frames = [b"2000:%b," % (b"x" * 2000), *strings(300)]
    recording = Recording.existing(record_netstrings(tmp_path / "poem", [b"".join(frames)]))
    search = BorderSearch(recording, shipped_protocol("netstring"), WireBorder())
    list(search.search(4000))
    assert search.found[1].byte > 2006
    assert 3940 < search.found[-1].byte <= 4000
    recording.close()


def test_near_the_beginning_nothing_is_played(tmp_path: Path) -> None:
    recording = Recording.existing(record_netstrings(tmp_path / "poem", [b"1:a,", b"1:b,"]))
    search = BorderSearch(recording, shipped_protocol("netstring"), WireBorder())
    assert list(search.search(4)) == []
    assert search.found == [WireBorder()]
    recording.close()


@pytest.mark.usefixtures("small_steps")
def test_where_the_protocol_ends_the_search_does(tmp_path: Path) -> None:
    wire = b"".join(strings(100)) + b"!" + b"".join(strings(300))
    recording = Recording.existing(record_netstrings(tmp_path / "poem", [b"".join(strings(100))]))
    (tmp_path / "poem" / "wire.000").write_bytes(wire)
    search = BorderSearch(recording, shipped_protocol("netstring"), WireBorder())
    list(search.search(6000))
    assert search.found[-1].byte <= len(b"".join(strings(100)))
    recording.close()
