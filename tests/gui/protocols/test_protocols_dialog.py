"""The list of protocols: how each stands, its source to be read, and the decision, which is no unless one says yes."""

from __future__ import annotations

import hashlib

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QPlainTextEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.gui.widgets.dress import palette_of
from poetrygui.gui.widgets.tokens import DARK
from poetrygui.plugins.protocol_state import Shipped
from poetrygui.plugins.registry import ProtocolRegistry
from tests.gui.hands import press
from tests.gui.protocol_files import child, current_row, rows, text
from tests.plugins.files import Files, good


def source(dialog: ProtocolsDialog) -> str:
    return child(dialog, QPlainTextEdit, "protocolSource").toPlainText()


def test_a_new_file_is_the_one_that_is_shown_first_and_all_that_is_known_of_it(
    dialog: ProtocolsDialog, files: Files
) -> None:
    data = (files.folder / "own.py").read_bytes()
    assert rows(dialog)["own"] == "new"
    assert rows(dialog)["raw"] == "shipped"
    assert current_row(dialog) == "own"
    assert text(dialog, "protocolPath") == str(files.folder / "own.py")
    assert text(dialog, "protocolSize") == f"{len(data)} bytes"
    assert text(dialog, "protocolDigest") == hashlib.sha256(data).hexdigest()
    assert source(dialog) == good()
    warning = text(dialog, "protocolWarning")
    assert "whatever you can do" in warning
    assert "no sandbox" in warning


def test_closing_decides_nothing(dialog: ProtocolsDialog, registry: ProtocolRegistry) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert registry.entry("own").state.word == "new"


def test_a_name_and_an_origin_are_shown_as_they_are(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    name = "<img src=x>\u202eexe&.py"
    files.put(name, good())
    registry.scan()
    assert "<img src=x>⟦U+202E⟧exe&" in rows(dialog)
    dialog.choose(files.folder / name)
    assert "<img src=x>⟦U+202E⟧exe&.py" in text(dialog, "protocolPath")
    tree = child(dialog, QTreeWidget, "protocolList")
    item = tree.currentItem()
    assert item is not None
    assert not item.toolTip(0).startswith("<")


def test_a_closed_dialog_hears_no_more(registry: ProtocolRegistry, files: Files, qtbot: QtBot) -> None:
    dialog = ProtocolsDialog(None, registry)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    files.put("two.py", good())
    registry.scan()


def test_what_comes_with_the_program_is_run_one_by_one_once_the_list_is_seen(
    dialog: ProtocolsDialog, registry: ProtocolRegistry
) -> None:
    def unrun() -> int:
        return sum(entry.state == Shipped() for entry in registry.entries)

    left = [unrun()]
    assert left[0] > 10
    while left[-1]:
        QApplication.processEvents()
        left.append(unrun())
    assert len(left) > 2, "between two of them, all else has its turn"
    assert current_row(dialog) == "own"


def test_every_field_is_named_for_a_screen_reader(dialog: ProtocolsDialog) -> None:
    for view in (*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QTreeWidget)):
        assert view.accessibleName()


def test_what_cannot_be_used_stands_back_in_another_palette_too(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    registry.deny(registry.entry("own"))
    tree = child(dialog, QTreeWidget, "protocolList")
    dialog.setPalette(palette_of(DARK))
    (item,) = tree.findItems("own", Qt.MatchFlag.MatchExactly)
    assert item.foreground(0).color().name() == DARK.quiet


def test_only_the_rows_of_what_has_changed_are_made_anew(
    dialog: ProtocolsDialog, registry: ProtocolRegistry, files: Files
) -> None:
    tree = child(dialog, QTreeWidget, "protocolList")
    rows = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    (own,) = tree.findItems("own", Qt.MatchFlag.MatchExactly)
    (other,) = tree.findItems("lines", Qt.MatchFlag.MatchExactly)
    other.setText(3, "as it was")
    assert own.font(0).bold(), "it waits"
    registry.deny(registry.entry("own"))
    ground = own.foreground(0).color()
    registry.trust(registry.entry("own"))
    assert rows == [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    assert (other.text(3), own.text(2), own.font(0).bold()) == ("as it was", registry.entry("own").state.word, False)
    assert ground == dialog.palette().placeholderText().color() != own.foreground(0).color()
    assert current_row(dialog) == "own"
    tree.setCurrentItem(other)
    files.put("another.py", good())
    registry.scan()
    assert tree.topLevelItemCount() == len(rows) + 1
    (other,) = tree.findItems("lines", Qt.MatchFlag.MatchExactly)
    assert (current_row(dialog), other.text(3) == "as it was") == ("lines", False)
