"""The ruler by keys, mouse and wheel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.ruler import Ruler
from tests.gui.hands import click, drag, press
from tests.gui.recording.rulers import close, place_of, ruler_on, shows

Until = Callable[[Callable[[], bool]], None]
KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    yield ruler
    close(ruler)


@pytest.fixture
def went(ruler: Ruler) -> list[tuple[tuple[int, int], int | None]]:
    told: list[tuple[tuple[int, int], int | None]] = []
    ruler.went.connect(lambda stretch, frame: told.append((stretch, frame)))
    return told


def turn(ruler: Ruler, notches: int, x: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
    place = QPointF(x, 20)
    event = QWheelEvent(
        place,
        QPointF(ruler.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(ruler, event)


def test_left_and_right_go_from_frame_to_frame(ruler: Ruler, went: list[tuple[tuple[int, int], int | None]]) -> None:
    for key in (KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Left):
        press(ruler, key)
    assert went == [((0, 13), 0), ((13, 28), 1), ((28, 43), 2), ((13, 28), 1)]
    press(ruler, KEYS.Key_End)
    assert went[-1] == ((43, 56), 3)
    press(ruler, KEYS.Key_Right)
    assert went[-1] == ((43, 56), 3), "there is no further one"
    press(ruler, KEYS.Key_Home)
    press(ruler, KEYS.Key_Left)
    assert went[-1] == ((0, 13), 0)


def test_with_control_they_go_from_chunk_to_chunk(ruler: Ruler, went: list[tuple[tuple[int, int], int | None]]) -> None:
    press(ruler, KEYS.Key_Right, CONTROL)
    press(ruler, KEYS.Key_Right, CONTROL)
    press(ruler, KEYS.Key_Left, CONTROL)
    assert [stretch for stretch, _ in went] == [(20, 28), (28, 43), (20, 28)]
    ruler.choose(33, 34)
    press(ruler, KEYS.Key_Left, CONTROL)
    assert went[-1] == ((28, 43), None), "back to where the chunk begins"


def test_t_goes_to_the_next_torn_frame(
    ruler: Ruler, went: list[tuple[tuple[int, int], int | None]], wait_until: Until
) -> None:
    problems: list[str] = []
    ruler.problem.connect(problems.append)
    press(ruler, KEYS.Key_T)
    wait_until(lambda: went == [((20, 20), 1)])
    press(ruler, KEYS.Key_T)
    wait_until(lambda: went[-1] == ((60, 60), None))
    press(ruler, KEYS.Key_T)
    wait_until(lambda: bool(problems))
    assert problems == ["No chunk after this place is known to end inside a frame."]


def test_a_torn_frame_far_away_is_looked_for_in_turns(qtbot: QtBot, tmp_path: Path, wait_until: Until) -> None:
    ruler = ruler_on(qtbot, tmp_path / "long", (*([b"line\n"] * 8000), b"torn", b"\n"))
    press(ruler, KEYS.Key_T)
    wait_until(lambda: ruler.chosen == (40_004, 40_004))
    close(ruler)


def test_the_wheel_scrolls_and_with_control_zooms_at_the_mouse(ruler: Ruler) -> None:
    width = ruler.scale.stop - ruler.scale.start
    place = place_of(ruler, 30)
    held = ruler.scale.offset(place.x() - ruler.lanes.left)
    turn(ruler, 2, place.x(), CONTROL)
    assert ruler.scale.stop - ruler.scale.start < width
    assert ruler.scale.offset(place.x() - ruler.lanes.left) == held
    start = ruler.scale.start
    turn(ruler, -1, place.x())
    assert ruler.scale.start > start
    turn(ruler, 1, place.x())
    assert ruler.scale.start == pytest.approx(start)
    turn(ruler, -20, place.x(), CONTROL)
    assert ruler.scale.shows_all


def test_plus_and_minus_zoom_and_nought_shows_what_the_text_does(ruler: Ruler) -> None:
    ruler.follow(0, 43)
    scale = ruler.scale.bytes_per_pixel
    press(ruler, KEYS.Key_Plus)
    assert ruler.scale.bytes_per_pixel == pytest.approx(max(scale / 2, 1 / 20))
    press(ruler, KEYS.Key_Minus)
    press(ruler, KEYS.Key_Minus)
    assert ruler.scale.shows_all
    press(ruler, KEYS.Key_0)
    assert shows(ruler, 0, 43)


def test_a_click_goes_to_the_frame_or_the_chunk_below_it(
    ruler: Ruler, went: list[tuple[tuple[int, int], int | None]]
) -> None:
    click(ruler, place_of(ruler, 30))
    assert went == [((28, 43), 2)]
    click(ruler, place_of(ruler, 22, "chunks"))
    assert went[-1] == ((20, 28), None)
    click(ruler, place_of(ruler, 58))
    assert went[-1] == ((58, 58), None), "no frame was made of it"
    assert ruler.hasFocus()


def test_the_overview_is_dragged(ruler: Ruler, went: list[tuple[tuple[int, int], int | None]]) -> None:
    ruler.scale.zoom(0.1, 0)
    area = ruler.lanes.overview
    y = round(area.center().y())
    drag(ruler, QPoint(round(area.left()), y), QPoint(round(area.right()), y))
    assert ruler.scale.stop == pytest.approx(60)
    assert went == []


def test_keys_that_mean_nothing_are_left_to_the_window(
    ruler: Ruler, went: list[tuple[tuple[int, int], int | None]]
) -> None:
    wanted: list[bool] = []
    ruler.table_wanted.connect(lambda: wanted.append(True))
    press(ruler, KEYS.Key_F8)
    press(ruler, KEYS.Key_Right, Qt.KeyboardModifier.AltModifier)
    press(ruler, KEYS.Key_T, CONTROL)
    assert went == []
    press(ruler, KEYS.Key_Return)
    assert wanted == [True]
