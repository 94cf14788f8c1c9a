"""Which fields frames have, in the window: by the protocols as they are, and the user's own in a process apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.frames.frame_table import FrameTable
from poetrygui.gui.frames.frame_view import FrameView
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.window_fields import WindowFields
from poetrygui.gui.window.window_jobs import WindowJobs
from poetrygui.recordings.field_source import NoFields, OwnFields
from poetrygui.recordings.hosted_fields import HostedFields
from tests.gui.hands import action, press
from tests.gui.protocol_files import child
from tests.gui.scripted import open_window, tabs_of
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]
LINES = [b'{"level": "INFO", "id": 1}\n{"level": "ERROR", "id": 2}\n']
OWN = """
from poetrygui.api import Delimited
class Own(Delimited):
    def fields(self, frame):
        return {"own": frame.decode()}
"""


@pytest.fixture
def window(profile: Path, wait_for: Any, wait_until: Until) -> Iterator[MainWindow]:
    (profile / "poems").mkdir(parents=True)
    record_lines(profile / "poems" / "2026-01-01T00-00-00-aaaa", LINES, protocol="jsonl")
    with open_window(profile, wait_for) as window:
        wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].has_recording)
        yield window


def test_a_key_shows_the_frames_with_their_fields_and_the_text_again(window: MainWindow, wait_until: Until) -> None:
    tab, shows = tabs_of(window)[0], action(window, "actionShowTable")
    tab.view.setFocus()
    assert shows.shortcut().toString() == "F7"
    shows.trigger()
    table = child(tab, FrameView, "frameTable").parentWidget()
    assert isinstance(table, FrameTable)
    assert table.isVisible()
    assert table.view.hasFocus()
    assert shows.isChecked()
    wait_until(lambda: table.model.fields == ("level", "id"))
    assert [table.model.text(row, 5) for row in table.model.rows][2:4] == ["INFO", "ERROR"]
    press(table.view, Qt.Key.Key_Home)
    shows.trigger()
    assert not table.isVisible()
    assert tab.view.hasFocus()


def test_a_protocol_of_ones_own_is_asked_in_a_process_of_its_own(
    reactor: Any, tmp_path: Path, wait_until: Until
) -> None:
    (tmp_path / "protocols").mkdir(mode=0o700)
    protocols = WindowProtocols(tmp_path / "protocols")
    path = tmp_path / "protocols" / "own.py"
    path.write_text(OWN, "utf-8")
    path.chmod(0o600)
    registry = protocols.registry
    registry.trust(registry.look_at(path), being_written=False)
    jobs = WindowJobs(reactor, protocols)
    fields = WindowFields(reactor, protocols, jobs)

    def source_of(name: str) -> Any:
        return fields.of(Recording.existing(record_lines(tmp_path / name, LINES, protocol=name)))

    assert isinstance(source_of("jsonl"), OwnFields)
    assert isinstance(source_of("lines"), NoFields)
    gone = source_of("gone")
    assert isinstance(gone, NoFields)
    assert "gone" in gone.problem
    own = source_of("own")
    assert isinstance(own, HostedFields)
    recording = Recording.existing(record_lines(tmp_path / "placed", LINES, protocol="own"))
    sought = fields.places_of(recording)
    assert sought is not None
    found: list[object] = []
    sought.found.addCallback(found.append)
    wait_until(lambda: bool(found))
    first = LINES[0].index(b"\n") + 1
    assert sought.places.of(0) == (0, first)
    sought.close()
    assert fields.places_of(Recording.existing(tmp_path / "gone")) is None
    own.want([(0, b"a line")])
    wait_until(lambda: own.known(0) is not None)
    assert own.known(0) == ({"own": "a line"},)
    own.close()
    jobs.close()
