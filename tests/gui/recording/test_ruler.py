"""The ruler as it is seen and heard: it follows, grows, tells, and says what it cannot read."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_colours import ruler_colours
from tests.gui.hands import press
from tests.gui.recording.rulers import close, ruler_on, shows
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    yield ruler
    close(ruler)


def colours_of(ruler: Ruler) -> set[str]:
    image = ruler.grab().toImage()
    return {image.pixelColor(x, y).name() for y in range(image.height()) for x in range(image.width())}


def test_it_draws_chunks_frames_torn_frames_and_what_was_sent(ruler: Ruler) -> None:
    colours, seen = ruler_colours(ruler.palette()), colours_of(ruler)
    for wanted in (*colours.chunks.fills, *colours.frames.fills, colours.framing, colours.sent, colours.torn):
        assert wanted.name() in seen


def test_it_is_drawn_for_a_dark_ground_too(ruler: Ruler) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#1b1e26"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#e6e6e6"))
    before = ruler_colours(ruler.palette())
    ruler.setPalette(palette)
    colours, seen = ruler_colours(palette), colours_of(ruler)
    assert colours.chunks != before.chunks
    assert {colours.ground.name(), colours.chunks.fills[0].name(), colours.torn.name()} <= seen


def test_it_follows_the_text_until_somebody_zooms(ruler: Ruler) -> None:
    ruler.follow(13, 43)
    assert shows(ruler, 13, 43)
    ruler.choose(50, 55)
    ruler.follow(20, 50)
    assert shows(ruler, 20, 50), "what was gone to elsewhere does not hold it"
    press(ruler, Qt.Key.Key_Plus)
    scale = ruler.scale.bytes_per_pixel
    ruler.follow(21, 51)
    assert ruler.scale.bytes_per_pixel == scale
    ruler.follow(0, 5)
    assert ruler.scale.bytes_per_pixel == scale
    assert ruler.scale.start < 5, "what is out of sight is scrolled to"
    ruler.fit()
    assert shows(ruler, 0, 5)
    ruler.follow(13, 43)
    assert shows(ruler, 13, 43)


def test_what_was_gone_to_elsewhere_is_marked_and_not_told(ruler: Ruler) -> None:
    told: list[object] = []
    ruler.went.connect(lambda *where: told.append(where))
    cursor = ruler_colours(ruler.palette()).cursor.name()
    ruler.clearFocus()
    assert cursor not in colours_of(ruler)
    ruler.choose(13, 28)
    assert cursor in colours_of(ruler)
    assert told == []
    ruler.go_to(28, 43, 2)
    assert told == [((28, 43), 2)]


def test_a_screen_reader_hears_of_the_frame(ruler: Ruler) -> None:
    assert ruler.accessibleName() == "Ruler"
    ruler.choose(13, 28)
    assert ruler.accessibleDescription() == (
        "Frame 2: 15 bytes from byte 13 on, complete at 0.002000 s with chunk 2. 1 byte ends it. "
        "It came in more than one chunk."
    )
    ruler.choose(57, 57)
    assert ruler.accessibleDescription() == (
        "Chunk 4: 17 bytes from byte 43 on, at 0.004000 s, +1 ms after what came before. "
        "It completed 1 frame. It ends inside a frame."
    )


def test_without_a_recording_it_says_so(qtbot: QtBot) -> None:
    ruler = Ruler()
    qtbot.addWidget(ruler)
    assert ruler.accessibleDescription() == "No recording."
    ruler.grab()


def test_it_draws_what_comes(qtbot: QtBot, tmp_path: Path, wait_until: Until) -> None:
    ruler = ruler_on(qtbot, tmp_path / "poem", (b"one\n",))
    assert ruler.model is not None
    longer = record_lines(tmp_path / "longer", [b"one\n", b"two\n"])
    for name in ("log.000", "wire.000"):
        (tmp_path / "poem" / name).write_bytes((longer / name).read_bytes())
    ruler.model.recording.look()
    wait_until(lambda: ruler.scale.size == 8)
    assert ruler.model.frame_count == 2
    assert ruler.scale.shows_all
    close(ruler)


def test_it_shows_what_the_text_does_although_it_knows_of_it_later(
    qtbot: QtBot, tmp_path: Path, wait_until: Until
) -> None:
    ruler = ruler_on(qtbot, tmp_path / "poem", (b"one\n",))
    assert ruler.model is not None
    longer = record_lines(tmp_path / "longer", [b"line\n"] * 400)
    for name in ("log.000", "wire.000"):
        (tmp_path / "poem" / name).write_bytes((longer / name).read_bytes())
    ruler.model.recording.look()
    ruler.follow(1500, 2000)
    wait_until(lambda: ruler.scale.size == 2000 and shows(ruler, 1500, 2000))
    close(ruler)


def test_what_cannot_be_read_is_said(ruler: Ruler, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    ruler.problem.connect(problems.append)

    def broken(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Recording, "wire", broken)
    ruler.grab()
    assert set(problems) == {"The recording cannot be read from disk: Input/output error."}
