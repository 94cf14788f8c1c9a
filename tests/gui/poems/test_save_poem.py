"""Saving a poem: as rows or exactly, in place of what was there, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtWidgets import (
    QFileDialog,
    QMessageBox,
)

from poetrygui.gui.poems.save_poem import EXACT_FILTER, ROWS_FILTER, PoemSaver
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize("exact, saved", [(True, b"onetwo"), (False, b"one\ntwo\n")])
def test_a_poem_is_saved_as_rows_or_exactly(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path, exact: bool, saved: bytes
) -> None:
    add(window, servers.listen(sends(b"3:one,3:two,"), protocol="netstring"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectNameFilter(EXACT_FILTER if exact else ROWS_FILTER)
    target = tmp_path / "saved"
    target.write_bytes(b"what was there before, and is longer")
    dialog.fileSelected.emit(str(target))
    wait_until(lambda: target.read_bytes() == saved)
    dialog.close()
    wait_until(lambda: [path.name for path in tmp_path.iterdir() if path.is_file()] == ["saved"])


def test_a_poem_that_cannot_be_saved_leaves_what_was_there(
    reactor: Any, window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    PoemSaver(window, reactor).save(tabs_of(window)[0].poem, tmp_path / "no such folder" / "poem", exact=True)
    wait_until(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "could not be written" in box.text()
    box.close()
