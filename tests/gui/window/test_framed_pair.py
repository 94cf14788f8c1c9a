"""Two framings side by side: their marks in both tabs, and the place of a difference."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.gui.window.framed_pair import unmark
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.framed_anew import fetch, frame_with, is_through, pair_of
from tests.gui.scripted import LoopbackServers


def test_both_tabs_are_marked_and_led_until_they_are_not(
    window: MainWindow, servers: LoopbackServers, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    source = fetch(window, servers, wait_until, b"one\r\ntwo\n", "lines")
    tab = frame_with(window, "delimited", delimiter="\\n")
    wait_until(is_through(window))
    pair = pair_of(window)
    assert pair.both == (tab.poem, source.poem)
    rows = tab.differences.rows
    assert rows is not None
    assert list(rows.between(0, 99)) == [(0, (0, 5))]
    width = tab.view.margins.width()
    pair.chosen = 0
    for each in (tab, source):
        pair.mark(each)
        pair.show_chosen(each)
        assert each.differences.chosen == 0
    assert tab.view.selection() == (0, 5)
    unmark(tab)
    assert tab.differences.rows is None
    assert tab.view.margins.width() < width
    pair.show_chosen(tab)  # where nothing is marked, nothing is shown
    pair.mark(tab)
    assert tab.view.margins.width() == width
