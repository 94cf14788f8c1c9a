"""A file that is dropped or chosen is copied and shown, never run, and none is replaced unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.protocol_files import (
    child,
    click,
    current_row,
    dialog_of,
    entry_of,
    rows,
    state_of,
    text,
)
from tests.gui.scripted import LoopbackServers, sends, tabs_of
from tests.plugins.files import Files, good

Until = Callable[[Callable[[], bool]], None]


def drop(window: MainWindow, *paths: Path, onto: QWidget | None = None) -> bool:
    """Drag files onto the window, or a part of it, and let go; tell whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), both, data, left, none)
    QApplication.sendEvent(onto or window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(5, 5), both, data, left, none)
    QApplication.sendEvent(window, event)
    assert event.dropAction() is Qt.DropAction.CopyAction
    return event.isAccepted()


def has_dialog(window: MainWindow) -> bool:
    """Tell whether the list of protocols is seen."""
    return any(dialog.isVisible() for dialog in window.findChildren(ProtocolsDialog))


def test_a_file_that_is_dropped_is_copied_and_shown_and_not_run(
    window: MainWindow, files: Files, tmp_path: Path, evil: str, wait_until: Until
) -> None:
    path = tmp_path / "own.py"
    path.write_text(evil, "utf-8")
    assert drop(window, path)
    assert not has_dialog(window), "not in the turn of the drop, whose source waits"
    copy = files.folder / "own.py"
    assert copy.read_bytes() == path.read_bytes()
    assert path.exists()
    assert (copy.stat().st_mode & 0o777, files.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    wait_until(lambda: has_dialog(window))
    dialog = dialog_of(window)
    assert (current_row(dialog), rows(dialog)["own"]) == ("own", "new")
    dialog.close()


def test_a_file_can_be_dropped_onto_any_part_of_the_window(
    window: MainWindow, files: Files, servers: LoopbackServers, tmp_path: Path, wait_until: Until, evil: str
) -> None:
    window.workspace.fetch([servers.listen(sends(b"x"))])
    wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
    parts = {"list": window.workspace.panel.list.viewport(), "poem": tabs_of(window)[0].view.viewport()}
    for name, part in parts.items():
        path = tmp_path / f"{name}.py"
        path.write_text(evil, "utf-8")
        assert drop(window, path, onto=part)
        assert state_of(window, name) == "new"
    wait_until(lambda: has_dialog(window))
    assert current_row(dialog_of(window)) == "poem"
    dialog_of(window).close()


def test_another_kind_of_file_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "poem.txt").touch()
    assert not drop(window, tmp_path / "poem.txt")


def test_a_file_is_never_replaced_without_asking(
    window: MainWindow, files: Files, tmp_path: Path, evil: str, wait_until: Until
) -> None:
    files.put("own.py", good())
    path = tmp_path / "own.py"
    path.write_text(evil, "utf-8")
    assert drop(window, path)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    box.reject()
    assert (files.folder / "own.py").read_text("utf-8") == good()
    assert drop(window, path)
    box = window.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text().replace("&", "") == "Replace").click()
    assert (files.folder / "own.py").read_text("utf-8") == evil
    assert state_of(window, "own") == "new"
    wait_until(lambda: has_dialog(window))
    dialog_of(window).close()


def test_what_cannot_be_a_protocol_is_refused_with_its_reason(window: MainWindow, files: Files, tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_bytes(b"\xff\xfe")
    assert drop(window, path)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "not UTF-8" in box.text()
    box.close()
    assert not (files.folder / "own.py").exists()


def test_a_file_is_added_by_the_dialogs_button(
    window: MainWindow, files: Files, tmp_path: Path, evil: str, wait_until: Until
) -> None:
    path = tmp_path / "own.py"
    path.write_text(evil, "utf-8")
    child(window, QAction, "actionProtocols").trigger()
    dialog = dialog_of(window)
    click(dialog, "addProtocolFile")
    chooser = child(dialog, QFileDialog, "addProtocolDialog")
    chooser.fileSelected.emit(str(path))
    chooser.close()
    assert current_row(dialog) == "own"
    assert rows(dialog)["own"] == "new"
    dialog.close()


def test_in_the_safe_mode_there_is_nothing_of_the_users_own(files: Files, reactor: Any, wait_for: Any) -> None:
    from poetrygui.app import create_window

    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    window = create_window(files.root, safe_mode=True)
    try:
        assert entry_of(window, "own") is None
        assert not drop(window, files.folder / "own.py")
        child(window, QAction, "actionProtocols").trigger()
        dialog = dialog_of(window)
        assert "Safe mode" in text(dialog, "protocolsMessage")
        assert "own" not in rows(dialog)
        dialog.close()
    finally:
        wait_for(window.shut_down())
        window.close()
        window.deleteLater()
