"""Far into a recording, what is different in the bytes that are seen is what is found there when all is compared."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import pytest

from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings import jobs
from poetrygui.recordings.jobs import JOBS, hunks_of
from tests.recordings.framed_folder import record_netstrings
from tests.recordings.shortened_folder import netstrings

STRINGS, WHERE = netstrings(1500)
SEEN = [40_000, 45_000]


def shipped(name: str, **options: str) -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), name, options)


@pytest.fixture(scope="module", params=[2500, 200_000])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Record them in many chunks, or all in one."""
    wire, size = b"".join(STRINGS), request.param
    chunks = [wire[at : at + size] for at in range(0, len(wire), size)]
    return record_netstrings(tmp_path_factory.mktemp("seen") / "recording", chunks)


def compared(folder: Path, ours: PinnedProtocol, output: Path) -> tuple[Any, list[Any], list[Any]]:
    """Return what was seen, the differences there, and then all of them."""
    named = {"recording": str(folder)}
    list(JOBS["reframe"](named | {"protocol": ours.as_json(), "output": str(output)}))
    protocols = [ours.as_json(), shipped("netstring").as_json()]
    arguments = named | {"protocols": protocols, "seen": SEEN, "framed": str(output)}
    seen, before, hunks = None, [], []
    for message in JOBS["compare"](arguments):
        if isinstance(message, array):
            hunks += hunks_of(message)
        elif isinstance(message, dict) and "seen" in message:
            seen, before, hunks = message["seen"], hunks, []
    return seen, before, hunks


def test_they_are_those_of_the_whole_comparison(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FAR", 1000)
    seen, before, hunks = compared(folder, shipped("delimited", delimiter="y,"), tmp_path / "out")
    assert seen is not None
    start, stop = seen
    assert start <= SEEN[0] < SEEN[1] <= stop
    assert start in WHERE
    first, last = before[0].wire[1], before[-1].wire[0]
    assert before[1:-1] == [hunk for hunk in hunks if first <= hunk.wire[0] and hunk.wire[1] <= last]
    assert 2 < len(before) < len(hunks)


@pytest.mark.parametrize("far", [1000, 1 << 30])
def test_where_no_border_is_common_or_it_is_not_far_all_are_compared_at_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, far: int
) -> None:
    monkeypatch.setattr(jobs, "FAR", far)
    ours = shipped("raw") if far == 1000 else shipped("delimited", delimiter=",")
    seen, before, hunks = compared(folder, ours, tmp_path / "out")
    assert (seen, before) == (None, [])
    assert hunks
