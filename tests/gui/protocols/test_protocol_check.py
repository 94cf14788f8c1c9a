"""The check by a button: what a protocol does wrong is found in a process of its own, and shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.paths import shipped_protocols
from tests.gui.protocol_files import child, click
from tests.plugins.files import Files, good

# Frames that depend on the chunks: what a test of one chunk never finds.
CHUNKS_AS_FRAMES = """
from poetrygui.api import PoemProtocol, Sample
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
SAMPLES = [Sample(received=b"abcdef", frames=[b"abcdef"])]
"""


@pytest.fixture
def dialog(files: Files, qtbot: QtBot) -> Iterator[ProtocolsDialog]:
    files.put("own.py", CHUNKS_AS_FRAMES)
    registry = files.registry()
    dialog = ProtocolsDialog(None, registry)
    dialog.show()
    dialog.choose(files.folder / "own.py")
    yield dialog
    if not sip.isdeleted(dialog):
        dialog.close()


def findings(dialog: ProtocolsDialog) -> str:
    return child(dialog, QPlainTextEdit, "protocolFindings").toPlainText()


def test_what_is_not_trusted_is_not_checked(dialog: ProtocolsDialog) -> None:
    assert not child(dialog, QAbstractButton, "checkProtocol").isVisible()


def test_a_shipped_protocol_holds(dialog: ProtocolsDialog, qtbot: QtBot) -> None:
    dialog.choose(shipped_protocols() / "lines.py")
    click(dialog, "checkProtocol")
    qtbot.waitUntil(lambda: "lines.py: all of it holds" in findings(dialog))


def test_a_framing_that_depends_on_the_chunks_is_told(dialog: ProtocolsDialog, qtbot: QtBot) -> None:
    click(dialog, "trustProtocol")
    click(dialog, "checkProtocol")
    qtbot.waitUntil(lambda: "own.py: not right yet" in findings(dialog))
    assert "cut after byte" in findings(dialog)


def test_a_file_that_was_changed_meanwhile_is_not_run(dialog: ProtocolsDialog, files: Files, qtbot: QtBot) -> None:
    click(dialog, "trustProtocol")
    files.put("own.py", good())
    click(dialog, "checkProtocol")
    qtbot.waitUntil(lambda: "not what was to be checked" in findings(dialog))


def test_closing_ends_a_check_that_is_running(dialog: ProtocolsDialog, qtbot: QtBot) -> None:
    dialog.choose(shipped_protocols() / "raw.py")
    click(dialog, "checkProtocol")
    dialog.close()
    qtbot.waitUntil(lambda: sip.isdeleted(dialog) or not dialog.isVisible())
