"""A program that is killed while it receives loses nothing that it had shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.killing import Losses, Program, beginning, kill_once, killed_program, losses, wire_beginning

KILLS = 20


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with killed_program() as program:
        yield program


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_shown_is_there(program: Program, tmp_path: Path, seed: int) -> None:
    told = kill_once(program, tmp_path, seed)
    assert max(told.shown.values()) > 0
    for poem, size in told.shown.items():
        stored = StoredPoem.existing(tmp_path / str(poem))
        rows, exact = beginning(poem, stored.size)
        assert stored.size >= size
        assert b"".join(stored.row_pieces()) == rows[: stored.size]
        assert exact.startswith(b"".join(stored.exact_pieces()))
        assert stored.exact_size == sum(map(len, stored.exact_pieces()))
        assert (stored.recording is not None) == (poem % 2 == 1)
        if stored.recording is not None:
            recording = stored.recording
            assert told.came[poem] <= recording.sums.wire <= recording.wire_size
            assert recording.wire(0, recording.wire_size) == wire_beginning(poem, recording.wire_size)
        stored.close()
    assert losses(tmp_path, told) == Losses()


def test_what_is_cut_off_is_noticed(program: Program, tmp_path: Path) -> None:
    told = kill_once(program, tmp_path, 140)
    wire = tmp_path / "1" / "wire.000"
    size = wire.stat().st_size
    wire.write_bytes(wire.read_bytes()[: told.came[1] // 2])
    found = losses(tmp_path, told)
    assert told.came[1] - told.came[1] // 2 <= found.bytes_lost
    assert found.records_ahead > 0
    assert size > told.came[1] // 2 > 0
