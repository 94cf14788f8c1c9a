"""A folder is shown by whatever the system shows folders with; where that is nothing, the folder is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QUrl
from PyQt6.QtGui import QDesktopServices

from poetrygui.gui.library.file_manager import show_folder


@pytest.mark.parametrize("is_there, told", [(True, ""), (False, "No file manager could be opened; the folder is ")])
def test_a_folder_is_shown_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool, told: str) -> None:
    asked: list[str] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return is_there

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    sentence = show_folder(tmp_path)
    assert sentence.startswith(told)
    assert bool(sentence) is not is_there
    assert asked == [str(tmp_path)]
    assert show_folder(tmp_path / "none") == "Nothing of it is on disk."
    assert len(asked) == 1
