"""A line at the top of the window: a protocol file waits to be looked at, or its newest save does not run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from poetrygui import plugins
from poetrygui.core.text.display_text import label_text
from poetrygui.gui import protocols
from poetrygui.gui.protocols.protocol_watch import mark_of
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.widgets.icon_button import IconButton
from poetrygui.gui.widgets.plain_text import ElidedLabel
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL, GAP_WIDE


class ProtocolBar(QFrame):
    """Names files that wait for a decision or run in an earlier version, and goes when there are none.

    It takes no focus. ``dismissed`` are the marks of those that were looked away from.
    """

    look_wanted = pyqtSignal(object)
    """The Path of the file to be looked at."""

    def __init__(self, protocols: WindowProtocols) -> None:
        """Stay hidden until there is something to say."""
        super().__init__()
        self.setObjectName("protocolBar")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._protocols = protocols
        self.dismissed: set[str] = set()
        self._paths: list[Path] = []
        self._text = ElidedLabel()
        self._text.setObjectName("protocolBarText")
        look = QPushButton("&Look at it …")
        look.setObjectName("lookAtProtocol")
        look.clicked.connect(self._look)
        close = IconButton("close", "Not now: it stays in the list of protocols", name="closeProtocolBar")
        close.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP, GAP_SMALL)
        layout.addWidget(self._text, 1)
        layout.addWidget(look)
        layout.addWidget(close)
        self.hide()

    def announce(self, entries: Sequence[plugins.ProtocolEntry]) -> None:
        """Name these, besides those that are named already."""
        for entry in entries:
            if entry.path not in self._paths:
                self._paths.append(entry.path)
        self.follow()

    def warn(self, path: Path) -> None:
        """Say that a fetch has begun with an earlier version of a file."""
        if path in self._paths:
            self._paths.remove(path)
        self._paths.insert(0, path)
        self.follow()

    def follow(self) -> None:
        """Name only what still waits, or runs in an earlier version."""
        waiting = self._waiting()
        self._paths = [path for path in self._paths if path in waiting]
        earlier = protocols.other_version_runs(waiting[self._paths[0]]) if self._paths else ""
        if earlier:
            self._text.setText(label_text(earlier, 600))
        elif len(self._paths) == 1:
            entry = waiting[self._paths[0]]
            what = "was changed" if entry.is_changed else "is new"
            self._text.setText(f"The protocol file {label_text(entry.path.name)} {what}. Nothing of it has been run.")
        elif self._paths:
            names = ", ".join(label_text(path.name, 60) for path in self._paths)
            self._text.setText(f"{len(self._paths)} protocol files wait to be looked at: {names}")
        self.setVisible(bool(self._paths))

    def _waiting(self) -> dict[Path, plugins.ProtocolEntry]:
        registry = self._protocols.registry
        earlier = [entry for entry in registry.entries if protocols.other_version_runs(entry)]
        return {entry.path: entry for entry in (*registry.undecided(), *earlier)}

    def _look(self) -> None:
        if self._paths:
            self.look_wanted.emit(self._paths[0])

    def _dismiss(self) -> None:
        waiting = self._waiting()
        self.dismissed |= {mark_of(waiting[path]) for path in self._paths if path in waiting}
        self._paths.clear()
        self.follow()
