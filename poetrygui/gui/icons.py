"""The window's icons: drawn from SVG at any size, actions in the palette's own text colour."""

from __future__ import annotations

import re
from functools import lru_cache

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.paths import resources

_SIZES = (16, 24, 32, 48)  # those of menus and toolbars, on a screen of one and of two pixels to a point
_COLOUR = re.compile(rb'color="#[0-9a-fA-F]{6}"')

_OUTCOME_ICONS = {Outcome.COMPLETE: "complete", Outcome.CUT: "cut"} | dict.fromkeys(
    (Outcome.STOPPED, Outcome.INTERRUPTED), "stopped"
)


def application_icon() -> QIcon:
    """Return the program's icon."""
    return QIcon(str(resources() / "icons" / "poetrygui.svg"))


def action_icon(name: str, palette: QPalette) -> QIcon:
    """Return the icon of an action; it has the colours of ``palette`` and is made anew when that changes."""
    try:
        drawing = (resources() / "icons" / "actions" / f"{name}.svg").read_bytes()
    except OSError:
        return QIcon()
    icon = QIcon()
    modes = (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    )
    for mode, group in modes:
        tinted = QSvgRenderer(_tinted(drawing, palette.color(group, QPalette.ColorRole.ButtonText)))
        for size in _SIZES:
            icon.addPixmap(_drawn(tinted, size), mode)
    return icon


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


def _tinted(drawing: bytes, colour: QColor) -> bytes:
    return _COLOUR.sub(f'color="{colour.name()}"'.encode(), drawing, count=1)


def _drawn(drawing: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
