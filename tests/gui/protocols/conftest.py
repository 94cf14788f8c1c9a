"""The list of protocols of a profile with one new file, and its folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6 import sip
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good


@pytest.fixture
def registry(files: Files) -> ProtocolRegistry:
    files.put("own.py", good())
    return files.registry()


@pytest.fixture
def dialog(registry: ProtocolRegistry, files: Files, qtbot: QtBot) -> Iterator[ProtocolsDialog]:
    dialog = ProtocolsDialog(None, registry)
    dialog.show()
    dialog.choose(files.folder / "own.py")
    yield dialog
    if not sip.isdeleted(dialog):
        dialog.close()


@pytest.fixture
def evil(files: Files) -> Iterator[str]:
    """The source of a good protocol that leaves a sentinel as soon as any of it runs; none may be there at the end."""
    sentinel = files.root / "sentinel"
    yield f"open({str(sentinel)!r}, 'w').close()\n" + good()
    assert not sentinel.exists()
