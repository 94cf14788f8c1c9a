"""How the window was laid out: kept and read back, and no damage to it keeps a window from opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtWidgets import QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.errors import SaveError
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.window.settings import Settings, lay_out, read_settings, remembered, write_settings
from poetrygui.gui.window.situation import TabsShow

KEPT = Settings(
    geometry="AA==", window_state="AQ==", splitter=(250, 500), send_bar=True, dismissed=("a", "b"), ruler=True
)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    splitter = QSplitter()
    for _ in range(2):
        splitter.addWidget(QWidget())
    window.setCentralWidget(splitter)
    qtbot.addWidget(window)
    return window


def splitter_of(window: QMainWindow) -> QSplitter:
    splitter = window.centralWidget()
    assert isinstance(splitter, QSplitter)
    return splitter


@pytest.mark.parametrize("settings", [Settings(), KEPT])
def test_what_is_kept_is_read_back(tmp_path: Path, settings: Settings) -> None:
    write_settings(tmp_path / "settings.json", settings)
    assert read_settings(tmp_path / "settings.json") == (settings, None)


def test_none_are_kept_at_first(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.json") == (Settings(), None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"version": 99}',
        b'{"version": 1, "splitter": ["wide"]}',
        b'{"version": 1, "odd": 1}',
        b"\xff",
    ],
)
def test_what_is_damaged_is_set_aside_and_said(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    settings, problem = read_settings(path)
    (aside,) = tmp_path.iterdir()
    assert settings == Settings()
    assert aside.read_bytes() == damage
    assert problem is not None
    assert str(aside) in problem
    assert not path.exists()


def test_what_cannot_be_read_is_said_and_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings, problem = read_settings(tmp_path / "file" / "settings.json")
    assert settings == Settings()
    assert problem is not None
    assert "cannot be read: Not a directory." in problem


def test_what_cannot_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(SaveError, match=r"settings\.json"):
        write_settings(tmp_path / "settings.json", KEPT)


def test_a_window_is_laid_out_as_it_was(window: QMainWindow) -> None:
    splitter = splitter_of(window)
    lay_out(window, splitter, Settings())
    window.resize(760, 500)
    splitter.setSizes([200, 560])
    look = RecordingLook(bytes=True, times=Times.OF_DAY)
    kept = remembered(window, splitter, TabsShow(send_bars=True, recordings=look), dismissed=("a",))
    assert kept.recordings == look
    assert (kept.splitter, kept.send_bar, kept.dismissed) == (tuple(splitter.sizes()), True, ("a",))
    window.resize(900, 600)
    splitter.setSizes([400, 500])
    lay_out(window, splitter, kept)
    assert (window.width(), window.height()) == (760, 500)
    assert tuple(splitter.sizes()) == kept.splitter


@given(st.text(max_size=20), st.text(max_size=20), st.lists(st.integers(-(2**40), 2**40), max_size=4).map(tuple))
def test_nothing_that_is_kept_keeps_a_window_from_opening(
    window: QMainWindow, geometry: str, state: str, widths: tuple[int, ...]
) -> None:
    splitter = splitter_of(window)
    lay_out(window, splitter, Settings(geometry=geometry, window_state=state, splitter=widths))
    assert window.width() > 0
    assert any(splitter.sizes())


def test_times_of_another_version_are_none() -> None:
    assert Settings(ruler=True, times="OF_THE_MOON").recordings == RecordingLook(ruler=True)
