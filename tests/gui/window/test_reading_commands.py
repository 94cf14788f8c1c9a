"""How a poem is read is changed in its tab, found and copied as it is shown, and the same in the next window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from poetrygui.core.text.display_text import shown_text
from poetrygui.gui.poems.encoding_dialog import EncodingDialog
from poetrygui.gui.rows.mark_note import MarkNote
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said
from tests.gui.rows.views import clipboard_text
from tests.gui.scripted import LoopbackServers, add, all_ended, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
LINES = "erste\nübel \x1b[31mrot\x1b[0m\nletzte\n".encode("latin-1")


def with_sequences() -> str:
    """Return the second line as it is shown without colours, which depends on the fonts."""
    return "übel {0}[31mrot{0}[0m".format(shown_text(b"\x1b"))


def fetched(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(LINES), "one", "lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))


def choose_encoding(window: MainWindow, name: str) -> None:
    press(window, Qt.Key.Key_E, _CONTROL)
    dialog = window.findChild(EncodingDialog)
    assert dialog is not None
    dialog.setTextValue(name)
    dialog.accept()


def test_what_is_chosen_is_shown_found_copied_and_kept(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until, qtbot: QtBot
) -> None:
    with open_window(profile, wait_for) as window:
        fetched(window, servers, wait_until)
        with qtbot.waitActive(window):
            window.activateWindow()
        view = tabs_of(window)[0].view
        assert view.text_between(1, 1) == "\ufffdbel rot"
        choose_encoding(window, "latin-1")
        assert view.text_between(1, 1) == "übel rot"
        assert action(window, "actionEncoding").text().endswith("(iso8859-1)")
        view.show_line(1)
        view.copy()
        assert clipboard_text() == "übel rot\n"
        view.copy_exact()
        assert clipboard_text() == "übel \x1b[31mrot\x1b[0m\n"
        action(window, "actionShowColours").trigger()
        assert view.text_between(1, 1) == with_sequences()
        wait_until(lambda: view.selection() == (6, view.reader.line_start(2)))
        press(window, Qt.Key.Key_M, _CONTROL | _SHIFT)
        question = window.findChild(MarkNote)
        assert question is not None
        question.setTextValue("here I pressed the button")
        question.accept()
    with open_window(profile, wait_for) as window:
        tab = tabs_of(window)[0]
        wait_until(lambda: bool(tab.view.marks.lines))
        assert tab.view.text_between(1, 1) == with_sequences()
        assert not action(window, "actionShowColours").isChecked()
        assert tab.view.marks.lines == [1]
        assert tab.view.marks.note_of(6) == "here I pressed the button"
        # What the server sends next is read like what it sent last.
        window.workspace.tabs.close_tab(0)
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: bool(tabs_of(window)) and all_ended(window, 1)())
        assert tabs_of(window)[0].view.text_between(1, 1) == with_sequences()


def test_a_view_is_cleared_and_shown_again(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    fetched(window, servers, wait_until)
    with qtbot.waitActive(window):
        window.activateWindow()
    tab = tabs_of(window)[0]
    assert not action(window, "actionShowCleared").isEnabled()
    press(window, Qt.Key.Key_K, _CONTROL | _SHIFT)
    assert (tab.view.text_between(0, 9), tab.view.line_count()) == ("", 3)
    strip = tab.findChild(QToolButton, "showHidden")
    assert strip is not None
    assert strip.isVisible()
    press(window, Qt.Key.Key_M, _CONTROL | _SHIFT)
    assert said(window).startswith("Nothing has come")
    press(window, Qt.Key.Key_K, _CONTROL | _ALT)
    assert tab.view.text_between(0, 0) == "erste"
    assert not strip.isVisible()
    press(window, Qt.Key.Key_K, _CONTROL | _SHIFT)
    strip.click()
    assert tab.view.text_between(2, 2) == "letzte"


def test_repeats_are_folded_by_a_key_and_in_the_next_window(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"one\none\none\ntwo\n"), "one", "lines"))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
        action(window, "actionFold").trigger()
        wait_until(lambda: tabs_of(window)[0].view.line_count() == 2)
        assert action(window, "actionFold").isChecked()
    with open_window(profile, wait_for) as window:
        wait_until(lambda: tabs_of(window)[0].view.line_count() == 2)
        assert tabs_of(window)[0].view.text_between(0, 1) == "one\ntwo"
