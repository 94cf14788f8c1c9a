"""What has gone is said in one sentence, with how much and from when on."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.library.budget_words import budget_text, removed_sentence
from poetrygui.core.library.poem_folders import PoemFolder
from poetrygui.core.library.removal import Removed


@pytest.mark.parametrize(
    "limit, text",
    [(8 * GIBIBYTE, "8 GiB"), (GIBIBYTE // 2, "0.5 GiB"), (1500 * GIBIBYTE, "1,500 GiB"), (10 * GIBIBYTE, "10 GiB")],
)
def test_a_budget_is_said_as_it_is_set(limit: int, text: str) -> None:
    assert budget_text(limit) == text


def test_the_oldest_is_named_by_its_time() -> None:
    names = ("20261103-140211-000000-aaaa", "20261104-000000-000000-bbbb", "20261105-000000-000000-cccc")
    removed = Removed(tuple(PoemFolder(Path(name), 400_000_000) for name in names))
    assert removed_sentence(removed, 8 * GIBIBYTE) == (
        "Removed 3 recordings, 1.2 GB, the oldest from 2026-11-03 14:02, to stay within 8 GiB."
    )
    assert removed_sentence(Removed((PoemFolder(Path("a"), 7),)), GIBIBYTE) == (
        "Removed 1 recording, 7 bytes, to stay within 1 GiB."
    )


def test_nothing_is_said_where_nothing_has_gone() -> None:
    assert removed_sentence(Removed(), GIBIBYTE) == ""
