"""A poem that an earlier run left: read by its rows alone, as what was delivered and nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.reference_rows import Delivery, deliveries, reference_of, small_segments


def write(folder: Path, given_deliveries: list[Delivery]) -> None:
    store = PoemStore(folder)
    for delivery in given_deliveries:
        delivery.to(store)
    store.flush()
    store.close()


@given(deliveries, st.integers(1, 9))
def test_it_is_what_was_delivered(given_deliveries: list[Delivery], segment_size: int) -> None:
    expected = reference_of(given_deliveries)
    with tempfile.TemporaryDirectory() as folder, small_segments(segment_size):
        write(Path(folder) / "poem", given_deliveries)
        poem = StoredPoem.existing(Path(folder) / "poem")
        assert b"".join(poem.row_pieces()) == expected.rows
        assert b"".join(poem.exact_pieces()) == expected.exact
        assert (poem.size, poem.exact_size) == (len(expected.rows), len(expected.exact))
        assert poem.line_count == len(expected.lines)
        poem.close()


def test_a_poem_in_which_nothing_came_is_empty_and_so_is_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for poem in (StoredPoem.existing(tmp_path / "empty"), StoredPoem(tmp_path / "none")):
        assert (poem.size, poem.line_count, poem.exact_size, poem.frame_count) == (0, 0, 0, 0)
        assert poem.read(0, 100) == b""
        assert list(poem.row_pieces()) == list(poem.exact_pieces()) == []
        assert (poem.line_start(0), poem.line_start(5), poem.line_at(0), poem.line_at(7)) == (0, 0, 0, 0)
        assert poem.start_of_line(0) == 0
        assert poem.wire_stretch(0, 1) is None
    assert not (tmp_path / "none").exists()


def test_lines_are_found_from_either_side(tmp_path: Path) -> None:
    write(tmp_path / "poem", [Delivery("frame", b"one"), Delivery("frame", b"two\nthree"), Delivery("part", b"fo")])
    poem = StoredPoem.existing(tmp_path / "poem")
    assert poem.line_count == 4
    assert [poem.line_start(line) for line in range(-1, 6)] == [0, 0, 4, 8, 14, 16, 16]
    assert [poem.line_at(offset) for offset in (-1, 0, 3, 4, 13, 14, 99)] == [0, 0, 0, 1, 2, 3, 3]
    assert (poem.start_of_line(13), poem.start_of_line(13, limit=2)) == (8, 11)
    poem.close()


def test_what_was_read_goes_on_being_readable_after_a_close(tmp_path: Path) -> None:
    write(tmp_path / "poem", [Delivery("frame", b"verse")])
    poem = StoredPoem.existing(tmp_path / "poem")
    for _ in range(2):
        assert poem.read(0, 99) == b"verse\n"
        poem.close()


def test_whoever_unsubscribes_may_do_so_again(tmp_path: Path) -> None:
    unsubscribe = StoredPoem(tmp_path).subscribe(lambda: pytest.fail("nothing grew"))
    unsubscribe()
    unsubscribe()
