"""The rows at hand: few, whatever the poem is, and read seldom."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.rows.views import (
    given_poem,
    row_places,
    verse,
)


@pytest.mark.parametrize("place", [0, 100_000, None])
def test_rows_of_many_marks_fill_the_view_too(view: PoemView, place: int | None) -> None:
    given_poem(view, ("a" + "\u0301" * 15).encode() * 10_000)
    if place is not None:
        view.show_offset(place)
    viewport = view.viewport()
    assert viewport is not None
    assert row_places(view)[-1] > viewport.height() - 3 * view.fontMetrics().lineSpacing()
    assert view.following is (place is None)


def test_the_document_stays_small(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(10))
    for data in (verse(50_000), b"x" * 2_000_000, b"\n" * 100_000):
        poem.append(data)
        qtbot.waitUntil(lambda: not view.place.pacer.is_waiting)
        assert view.blockCount() < 200
        assert len(view.toPlainText()) < 150_000
    view.show_offset(3_000_000)
    assert view.blockCount() < 200


def test_many_small_chunks_cause_few_refreshes(view: PoemView, qtbot: QtBot) -> None:
    poem = given_poem(view, verse(100))
    poem.reads = 0
    for _ in range(5000):
        poem.append(b"word ")
    qtbot.waitUntil(lambda: view.toPlainText().endswith("word "))
    assert poem.reads < 500
