"""What a server is called, and the group that it belongs to, in its dialog."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QLineEdit, QWidget

from poetrygui.core.servers.server_groups import as_group

_LONGEST_SHOWN = 20  # letters that the choice of groups makes room for; it grows with the dialog


class OfferedGroups(NamedTuple):
    """The ``names`` of the groups that there are, and the one that a new server belongs to at first."""

    names: Iterable[str] = ()
    first: str = ""


NO_GROUPS = OfferedGroups()


class NameFields(QObject):
    """A line for the name, and one for the group, which offers those that there are."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget, name: str, group: str, groups: Iterable[str]) -> None:
        """Begin with a server's ``name`` and ``group``; ``groups`` are those to choose from."""
        super().__init__(parent)
        self.line = QLineEdit(name)
        self.line.setObjectName("serverName")
        self.line.setPlaceholderText("the address, if left empty")
        self.combo = QComboBox()
        self.combo.setObjectName("serverGroup")
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(_LONGEST_SHOWN)
        self.combo.addItems(dict.fromkeys(["", *groups]))
        self.combo.setCurrentText(group)
        line = self.combo.lineEdit()
        assert line is not None
        line.setPlaceholderText("none")
        self.line.textChanged.connect(self.changed)

    @property
    def name(self) -> str:
        """The name, which may be empty."""
        return self.line.text().strip()

    @property
    def group(self) -> str:
        """The name of the group; empty for none."""
        return as_group(self.combo.currentText())
