"""The line at the window's top: which protocol files wait, at each start until they are dismissed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt6.QtWidgets import QFrame

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.protocol_files import (
    child,
    click,
    current_row,
    dialog_of,
    registry_of,
    rows,
    state_of,
    text,
)
from tests.gui.scripted import open_window
from tests.plugins.files import Files, good

Until = Callable[[Callable[[], bool]], None]


def test_a_folder_and_a_file_that_come_are_seen_and_announced(
    window: MainWindow, files: Files, wait_until: Until, evil: str
) -> None:
    assert not files.folder.exists()
    bar = child(window, QFrame, "protocolBar")
    assert not bar.isVisible()
    files.put("own.py", evil)
    wait_until(bar.isVisible)
    assert "own.py is new" in text(window, "protocolBarText")
    assert state_of(window, "own") == "new"
    files.put("two.py", evil)
    wait_until(lambda: "2 protocol files" in text(window, "protocolBarText"))
    (files.folder / "two.py").unlink()
    wait_until(lambda: "own.py is new" in text(window, "protocolBarText"))
    click(window, "closeProtocolBar")
    assert not bar.isVisible()
    registry_of(window).scan()
    assert not bar.isVisible()


def test_what_waits_is_announced_at_each_start_until_it_is_dismissed(
    files: Files, wait_for: Any, wait_until: Until, evil: str
) -> None:
    files.put("old.py", evil)
    files.put("written.py", evil)
    for _ in range(2):
        with open_window(files.root, wait_for) as window:
            bar = child(window, QFrame, "protocolBar")
            wait_until(bar.isVisible)
            assert text(bar, "protocolBarText").endswith("old.py, written.py")
    with open_window(files.root, wait_for) as window:
        wait_until(child(window, QFrame, "protocolBar").isVisible)
        click(window, "closeProtocolBar")
    with open_window(files.root, wait_for) as window:
        # No event was handled yet, so nothing was looked for.
        files.put("new.py", evil)
        files.put("written.py", evil + "# written anew")
        bar = child(window, QFrame, "protocolBar")
        wait_until(bar.isVisible)
        assert text(bar, "protocolBarText").endswith("new.py, written.py")


def test_one_click_to_look_and_one_to_trust(window: MainWindow, files: Files, wait_until: Until) -> None:
    files.put("own.py", good())
    bar = child(window, QFrame, "protocolBar")
    wait_until(bar.isVisible)
    click(window, "lookAtProtocol")
    dialog = dialog_of(window)
    assert current_row(dialog) == "own"
    click(dialog, "trustProtocol")
    wait_until(lambda: rows(dialog)["own"] == "ready")
    assert not bar.isVisible()
    dialog.close()
