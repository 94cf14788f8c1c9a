"""A tab in which versions of a protocol take each other's place: provisional rows, and the place before them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.framed_anew import fetch, frame_with, is_through, pair_of
from tests.gui.hands import said
from tests.gui.scripted import LoopbackServers
from tests.recordings.framed_folder import record_lines

LINES = b"".join(b"line %05d\n" % number for number in range(3000))


def test_the_place_is_that_of_before_the_provisional_rows(
    window: MainWindow, servers: LoopbackServers, wait_until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    fetch(window, servers, wait_until, LINES, "lines")
    tab = frame_with(window, "lines")
    wait_until(is_through(window))
    framing = pair_of(window).framing
    rows = StoredPoem.existing(record_lines(tmp_path / "rows", [b"provisional\n"]))

    def replaced() -> None:
        framing.news.replacing.tell()
        framing.poem.loaded.tell()
        framing.news.replaced.tell()

    def refused() -> None:
        framing.poem.loaded.tell()
        framing.news.refused.tell("it hangs")

    for end in (replaced, refused):
        tab.view.show_offset(11 * 1500)
        framing.news.previewed.tell(rows)
        assert tab.view.text_between(0, 9) == "provisional"
        shown = [tab.has_recording]
        end()
        wait_until(lambda: tab.view.first_visible_line() == 1500)
        wait_until(is_through(window))  # which says something, too
        assert [*shown, tab.has_recording] == [False, True]
    assert said(window) == "lines: it hangs."
    rows.close()
