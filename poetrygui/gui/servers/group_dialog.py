"""Asking into which group servers are to be put."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QWidget

from poetrygui.core.servers.server_groups import as_group
from poetrygui.core.text.wording import counted


class GroupDialog(QInputDialog):
    """Takes the name of a group that there is, of a new one, or none."""

    def __init__(self, parent: QWidget, count: int, group: str, groups: Iterable[str]) -> None:
        """Ask over ``parent`` about a ``count`` of servers, which are in ``group``; there are these ``groups``."""
        super().__init__(parent)
        self.setObjectName("groupDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Move to group")
        self.setLabelText(f"Group for {counted(count, 'server')} (leave it empty for none):")
        self.setComboBoxEditable(True)
        self.setComboBoxItems(list(dict.fromkeys((group, "", *groups))))
        self.setTextValue(group)
        self.setOkButtonText("&Move")

    @property
    def group(self) -> str:
        """The name of the group; nothing for none."""
        return as_group(self.textValue())
