"""Copying what is selected: as it is shown, or as it came, and not more than a clipboard can hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows import copying
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said
from tests.gui.rows.views import (
    CONTROL,
    KEYS,
    clipboard_text,
    given_poem,
)
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_what_is_too_much_to_copy_is_said(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.rows.copying.COPY_LIMIT", 4)
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    tabs_of(window)[0].view.selectAll()
    action(window, "actionCopy").trigger()
    assert "The selection has 6 bytes" in said(window)


def test_select_all_and_copy_shows_marks_and_exact_copy_does_not(view: PoemView, qtbot: QtBot) -> None:
    given_poem(view, "a\x1b[2J\r\nb\u202ec\n".encode())
    press(view, KEYS.Key_A, CONTROL)
    view.copy()
    assert clipboard_text() == "a␛[2J\nb⟦U+202E⟧c\n"
    view.copy_exact()
    assert clipboard_text() == "a\x1b[2J\r\nb\u202ec\n"


def test_too_much_is_not_copied(view: PoemView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "COPY_LIMIT", 1000)
    given_poem(view, b"y" * 1001)
    view.select(0, 3)
    view.copy()
    view.selectAll()
    with qtbot.waitSignal(view.copyRefused) as refused:
        view.copy()
    assert "1,001 bytes" in refused.args[0]
    assert clipboard_text() == "yyy"
