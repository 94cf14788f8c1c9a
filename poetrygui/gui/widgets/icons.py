"""The window's icons: drawn from SVG at any size, actions in the palette's own text colour."""

from __future__ import annotations

import re
from functools import lru_cache

from PyQt6.QtCore import QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.paths import resources

_COLOUR = re.compile(rb'color="#[0-9a-fA-F]{6}"')

_OUTCOME_ICONS = {Outcome.COMPLETE: "complete", Outcome.CUT: "cut"} | dict.fromkeys(
    (Outcome.STOPPED, Outcome.INTERRUPTED), "stopped"
)


def application_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(resources() / "icons" / "poetrygui.svg"))


def action_icon(name: str, palette: QPalette) -> QIcon:
    """Return the icon of an action; it has the colours of ``palette`` and is made anew when that changes."""
    drawing = _drawing_of(name)
    if not drawing:
        return QIcon()
    enabled, disabled = (
        _tinted(drawing, palette.color(group, QPalette.ColorRole.ButtonText))
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
    )
    return QIcon(_Drawing(enabled, disabled))


def state_icon(state: State | None) -> QIcon:
    """Return the icon of a connection's state or outcome; an empty one where there was no connection."""
    if state is None:
        return QIcon()
    return _outcome_icon(state_icon_name(state))


def state_icon_name(state: State) -> str:
    """Return which of the few icons stands for a state."""
    if isinstance(state, Ended):
        return _OUTCOME_ICONS.get(state.outcome, "error")
    assert isinstance(state, (Connecting, Receiving))
    return "running"


@lru_cache
def _outcome_icon(name: str) -> QIcon:
    return QIcon(str(resources() / "icons" / "outcomes" / f"{name}.svg"))


@lru_cache
def _drawing_of(name: str) -> bytes:
    try:
        return (resources() / "icons" / "actions" / f"{name}.svg").read_bytes()
    except OSError:
        return b""


def _tinted(drawing: bytes, colour: QColor) -> bytes:
    return _COLOUR.sub(f'color="{colour.name()}"'.encode(), drawing, count=1)


class _Drawing(QIconEngine):
    """Draws an icon when it is seen, at the size at which it is: a dozen at every size would take as long as a menu."""

    def __init__(self, enabled: bytes, disabled: bytes) -> None:
        super().__init__()
        self._drawings = enabled, disabled
        self._pixmaps: dict[tuple[int, int, QIcon.Mode], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return _Drawing(*self._drawings)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # where a button has no room, there is nothing to paint on
        key = size.width(), size.height(), mode
        if key not in self._pixmaps:
            pixmap = QPixmap(size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
            painter.end()
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def paint(self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        QSvgRenderer(self._drawings[mode is QIcon.Mode.Disabled]).render(painter, square)
