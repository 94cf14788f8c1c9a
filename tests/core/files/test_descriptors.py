"""Counting descriptors: what the system still gives, told before it refuses."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from poetrygui.core.files import descriptors
from poetrygui.core.files.descriptors import free_descriptors

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")


def test_what_is_opened_is_counted_and_what_is_closed_is_free_again() -> None:
    before = free_descriptors()
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(7)]
    assert free_descriptors() == before - 7
    for descriptor in opened:
        os.close(descriptor)
    assert free_descriptors() == before


def test_it_is_counted_one_by_one_where_the_system_lists_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = free_descriptors()
    monkeypatch.setattr(descriptors, "LISTINGS", (tmp_path / "none",))
    assert free_descriptors() == expected


def test_none_are_free_where_not_even_counting_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    opened = [os.open(os.devnull, os.O_RDONLY)]
    # Up to here all are taken: nothing more can be opened, the list of what is open neither.
    while opened[-1] < 200:
        opened.append(os.open(os.devnull, os.O_RDONLY))
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (opened[-1] + 1, limits[1]))
        assert free_descriptors() == 0
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        for descriptor in opened:
            os.close(descriptor)


def test_there_are_plenty_where_nothing_limits_them(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert free_descriptors() == descriptors.PLENTY
