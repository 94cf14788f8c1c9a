"""Memory that two processes see holds what was put there, and nobody can take it away."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from poetrygui.hosts.live.shared_pages import FOR_CHUNK, FOR_ROWS, SharedPages, shareable


@pytest.fixture
def both() -> Iterator[tuple[SharedPages, SharedPages]]:
    """Both sides of it."""
    descriptor = shareable()
    if descriptor is None:
        pytest.skip("this system has no such memory")
    pages = SharedPages(descriptor), SharedPages(descriptor)
    os.close(descriptor)
    yield pages
    for each in pages:
        each.close()


def test_a_chunk_goes_there_and_rows_come_back(both: tuple[SharedPages, SharedPages]) -> None:
    here, there = both
    here.put_chunk(b"chunk")
    assert there.chunk(5) == b"chunk"
    assert [there.put(b"rows"), there.put(b"more")] == [0, 4]
    assert here.take(4, 4) == b"more"
    # What is on its way is not written over.
    there.begin(here.taken)
    assert there.put(b"next") == 8
    assert here.take(0, 4) + here.take(8, 4) == b"rowsnext"
    there.begin(here.taken)
    assert there.put(b"x" * FOR_ROWS) == 0
    assert there.put(b"x") is None


@pytest.mark.parametrize("at, size", [(-1, 2), (0, FOR_ROWS + 1), (FOR_ROWS, 1), (5, -1), (2**62, 1)])
def test_what_is_no_place_is_refused(both: tuple[SharedPages, SharedPages], at: int, size: int) -> None:
    with pytest.raises(ValueError, match="no place"):
        both[0].take(at, size)


def test_nobody_can_make_it_smaller() -> None:
    descriptor = shareable()
    if descriptor is None:
        pytest.skip("this system has no such memory")
    for size in (0, FOR_CHUNK):
        with pytest.raises(PermissionError):
            os.truncate(descriptor, size)
    os.close(descriptor)


def test_without_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    assert shareable() is None


def test_where_the_system_has_no_more_of_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError("no more")

    monkeypatch.setattr(os, "memfd_create", fail, raising=False)
    assert shareable() is None
