"""For everyone: every control has a name, every text can be read in each look, and every dialog fits a small screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, QSize
from PyQt6.QtGui import QFont, QPalette
from PyQt6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from poetrygui.gui.widgets.dress import LOOKS, choose_look
from poetrygui.gui.widgets.fitting import SMALLEST_SCREEN
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, LEAST_IN_HIGH
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, sends, tabs_of
from tests.gui.walked import dialogs, drawn_contrast, letterless, nameless, unreached, unreadable

Until = Callable[[Callable[[], bool]], None]

_FRAME = QSize(24, 50)  # of a window, with its title
OPENED_BY_COMMANDS = {
    *("CommandPalette", "EncodingDialog", "ErrorDialog", "FramingDialog", "GoToLine", "GoToTime", "GroupDialog"),
    *("GuessDialog", "HighlightDialog", "MarkNote", "NewProtocolDialog", "ProtocolsDialog", "RecordingsDialog"),
    *("RelayDialog", "ServerDialog", "SettingsDialog", "ShortcutSheet", "TriggerDialog"),
}
"""What is walked here."""


@pytest.fixture
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """A look, with letters that are large enough for a colour of their own."""
    palette, sheet, font = QPalette(qapp.palette()), qapp.styleSheet(), QFont(qapp.font())
    large = QFont(font)
    large.setPointSizeF(20)
    qapp.setFont(large)
    choose_look(qapp, request.param)
    yield request.param
    qapp.setFont(font)
    qapp.setProperty("poetrygui_look", None)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


@pytest.fixture
def poem(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> MainWindow:
    """A window with a poem that ended inside a frame, and what can be opened beside one."""
    window.resize(SMALLEST_SCREEN)
    server = servers.listen(sends(b"5:verse,3:on"), "a poem", "netstring")
    window.workspace.put([server])
    window.workspace.fetch([server])
    wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
    action(window, "actionFind").trigger()
    window.workspace.panel.quick.enter("no address at all:")
    return window


def opened(window: MainWindow, walk: Callable[[QWidget], object]) -> list[str]:
    """Have each dialog walked that a command opens; return the names of the commands."""
    found = []
    for command in window.commands:
        act = action(window, command.name)
        if not command.text.endswith("…") or not act.isEnabled():
            continue
        act.trigger()
        for dialog in dialogs():
            if not isinstance(dialog, QFileDialog):  # which is the system's
                found.append(command.name)
                walk(dialog)
            dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def test_every_control_of_the_window_and_of_its_dialogs_has_a_name_and_all_fit(poem: MainWindow) -> None:
    problems: list[Any] = [*nameless(poem), *unreached(poem)]
    walked = set()

    def walk(dialog: QWidget) -> None:
        walked.add(type(dialog).__name__)
        problems.extend([*nameless(dialog), *letterless(dialog), *unreached(dialog)])
        size = dialog.size() + _FRAME
        if size.width() > SMALLEST_SCREEN.width() or size.height() > SMALLEST_SCREEN.height():
            problems.append((dialog, size))

    found = opened(poem, walk)
    assert {"actionAddServer", "actionEditServer"} <= set(found)
    assert walked >= OPENED_BY_COMMANDS, "and tests/gui/test_every_dialog.py walks the others"
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("look", LOOKS, indirect=True)
def test_every_text_can_be_read(look: str, poem: MainWindow) -> None:
    least = LEAST_IN_HIGH if look == "contrast" else LEAST_CONTRAST
    problems = unreadable(poem, least)
    if look != "light":
        opened(poem, lambda dialog: problems.extend(unreadable(dialog, least)))
    assert not problems, "\n".join(map(str, problems))


def test_what_cannot_be_read_is_found(qapp: QApplication) -> None:
    label = QLabel("Hardly")
    label.setFont(QFont(qapp.font().family(), 24))
    label.setStyleSheet("QLabel { color: #888888; background: #777777; }")
    label.resize(200, 60)
    assert drawn_contrast(label.grab().toImage()) < 2
    label.setStyleSheet("QLabel { color: #000000; background: #ffffff; }")
    assert drawn_contrast(label.grab().toImage()) > 15
