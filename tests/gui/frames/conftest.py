"""What the tests of the table share: a recording of a hundred JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.frames.tables import TextAndTable
from tests.protocols.framing import load
from tests.recordings.framed_folder import record_lines

VALUES = [b'{"level": "%s", "id": %d}\n' % (b"ERROR" if number % 10 == 3 else b"INFO", number) for number in range(100)]


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[TextAndTable]:
    """The text of a hundred frames, between which something was sent."""
    folder = record_lines(tmp_path / "poem", VALUES, sent={50: b"PING\r\n"}, protocol="jsonl")
    shown = TextAndTable(qtbot, folder, load("jsonl"))
    yield shown
    shown.release()
