"""Every dialog fits its screen, be it of 1024 × 640 pixels, its frame included, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.core.guard.slow_calls import SlowCall
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.widgets import fitting
from poetrygui.gui.widgets.error_report import DetailsDialog, ErrorDialog, ErrorReport
from poetrygui.gui.widgets.fitting import (
    SMALLEST_SCREEN,
    FittingScrollArea,
    FittingWindow,
    first_size,
    largest_for,
    largest_on,
)
from poetrygui.gui.widgets.plain_text import ask, open_message
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import press
from tests.gui.protocol_files import child, click, registry_of
from tests.gui.scripted import LoopbackServers, open_window, sends, tabs_of
from tests.plugins.files import Files, good

LONG = "a name that goes on and on, as names do that a program has made, " * 40
MANY = "\n".join(f'    option_{number} = Option("x", help="{"a help text " * 5}")' for number in range(30))


@pytest.fixture
def window(servers: LoopbackServers, files: Files, wait_for: Any) -> Iterator[MainWindow]:
    files.put("broken.py", good() + "\nraise ValueError('x' * 2000)\n")
    files.put(f"{'long_name_' * 20}.py", good())
    with open_window(files.root, wait_for) as window:
        yield window


@pytest.fixture(autouse=True)
def smallest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no screen be larger than the smallest."""
    monkeypatch.setattr(fitting, "largest_for", lambda _dialog: largest_on(SMALLEST_SCREEN))


def fits(dialog: QDialog) -> bool:
    size, largest = dialog.size().expandedTo(dialog.minimumSizeHint()), largest_on(SMALLEST_SCREEN)
    return size.width() <= largest.width() and size.height() <= largest.height()


def test_the_limit_leaves_room_for_a_frame(qtbot: QtBot) -> None:
    assert QSize(1024, 640) == SMALLEST_SCREEN
    dialog = QDialog()
    qtbot.addWidget(dialog)
    screen = dialog.screen()
    assert screen is not None
    for available, largest in (
        (SMALLEST_SCREEN, largest_on(SMALLEST_SCREEN)),
        (screen.availableSize(), largest_for(dialog)),
        (QSize(4000, 2000), largest_on(QSize(4000, 2000))),
    ):
        assert largest.width() <= 1024 - 16
        assert largest.height() <= max(available.height(), 640) - 40


def test_a_first_window_is_no_larger_than_its_screen(qtbot: QtBot) -> None:
    assert first_size(None, QSize(1080, 680)) == SMALLEST_SCREEN - QSize(24, 50)
    assert first_size(None, QSize(500, 300)) == QSize(500, 300)
    widget = QWidget()
    qtbot.addWidget(widget)
    screen = widget.screen()
    assert screen is not None
    assert first_size(screen, QSize(9000, 9000)) == screen.availableSize().expandedTo(SMALLEST_SCREEN) - QSize(24, 50)


def test_a_window_becomes_as_large_as_its_panels_need_and_no_larger_than_its_screen(qtbot: QtBot) -> None:
    window = FittingWindow()
    qtbot.addWidget(window)
    inside = QWidget()
    window.setCentralWidget(inside)
    window.resize(400, 200)
    window.show()
    screen = window.screen()
    assert screen is not None
    most = first_size(screen, QSize(9000, 9000)).height()
    for needed, height in ((500, 500), (9000, most)):
        inside.setMinimumHeight(needed)
        QApplication.processEvents()
        assert window.height() == height
    inside.setMinimumHeight(0)
    QApplication.processEvents()
    window.resize(400, 200)
    assert window.height() == 200, "and small again where they are gone"


def test_the_server_dialog_with_all_that_can_be_in_it(window: MainWindow, qtbot: QtBot) -> None:
    window.workspace.model.add(
        Server(LONG, "tls:poems.example:1", LONG, send=LONG, transport_options={"ca_file": LONG})
    )
    window.workspace.panel.select_row(0)
    child(window, QAction, "actionEditServer").trigger()
    dialog = child(window, ServerDialog, "serverDialog")
    combo = child(dialog, QComboBox, "serverProtocol")
    for row in range(combo.count()):
        combo.setCurrentIndex(row)
        qtbot.wait(1)
        assert fits(dialog), combo.currentText()
    dialog.reject()


def test_what_does_not_fit_is_scrolled_to_by_tab(qtbot: QtBot) -> None:
    content = QWidget()
    for number in range(60):
        field = QLineEdit(content)
        field.setGeometry(0, number * 30, 200, 24)
    content.setMinimumSize(300, 1800)
    area = FittingScrollArea(content)
    qtbot.addWidget(area)
    area.resize(largest_on(SMALLEST_SCREEN))
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    bar = area.verticalScrollBar()
    assert bar is not None
    fields = content.findChildren(QLineEdit)
    fields[0].setFocus()
    for field in fields[:-1]:
        press(field, Qt.Key.Key_Tab)
    assert fields[-1].hasFocus()
    assert bar.value() == bar.maximum() > 0


def test_the_list_of_protocols_with_a_broken_one(window: MainWindow, files: Files) -> None:
    registry = registry_of(window)
    registry.trust(registry.entry("broken"))
    registry.slow_calls["broken"] = SlowCall("dataReceived", 0.1)
    child(window, QAction, "actionProtocols").trigger()
    dialog = child(window, ProtocolsDialog, "protocolsDialog")
    for entry in registry.entries:
        dialog.choose(entry.path)
        assert fits(dialog), entry.name
    dialog.close()


DIALOGS: dict[str, Callable[[QWidget], QDialog]] = {
    "problems": lambda parent: ErrorDialog(parent, report()),
    "details": lambda parent: DetailsDialog(parent, LONG, LONG, LONG * 20),
    "warning": lambda parent: open_message(parent, QMessageBox.Icon.Warning, LONG, details=LONG, more=LONG),
    "a path": lambda parent: open_message(parent, QMessageBox.Icon.Warning, "/" + "path" * 1000),
    "question": lambda parent: ask(parent, LONG, "Remove", lambda: None),
}


def report() -> ErrorReport:
    errors = ErrorReport()
    for number in range(100):
        errors.add(f"{number} {LONG}", LONG)
    return errors


@pytest.mark.parametrize("name", DIALOGS)
def test_boxes_with_long_texts(name: str, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = DIALOGS[name](parent)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert fits(dialog), dialog.size()
    dialog.close()


def test_the_dialogs_for_files(window: MainWindow, servers: LoopbackServers, wait_until: Any) -> None:
    window.workspace.fetch([servers.listen(sends(b"verse"), LONG)])
    wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
    child(window, QAction, "actionSavePoem").trigger()
    child(window, QAction, "actionProtocols").trigger()
    click(child(window, ProtocolsDialog, "protocolsDialog"), "addProtocolFile")
    for name in ("saveDialog", "addProtocolDialog"):
        dialog = child(window, QFileDialog, name)
        assert fits(dialog), name
        dialog.close()


def test_what_takes_the_keyboard_is_seen_in_whole_wherever_that_comes_from(qtbot: QtBot, wait_until: Any) -> None:
    window, fields = QWidget(), [QLineEdit() for _ in range(12)]
    qtbot.addWidget(window)
    form, button = QWidget(), QPushButton("Cancel")
    for holder, held in ((form, fields), (window, [FittingScrollArea(form), button])):
        layout = QVBoxLayout(holder)
        for each in held:
            layout.addWidget(each)
    window.resize(300, 200)
    window.show()
    window.activateWindow()

    def is_seen(field: QLineEdit) -> bool:
        return bool(field.visibleRegion().boundingRect() == field.rect())

    button.setFocus()
    wait_until(lambda: button.hasFocus() and is_seen(fields[0]))
    press(button, Qt.Key.Key_Backtab)
    wait_until(lambda: fields[-1].hasFocus() and is_seen(fields[-1]))
    fields[5].setFocus()
    window.resize(300, 170)  # a sentence below it may take as much
    wait_until(lambda: is_seen(fields[5]))
