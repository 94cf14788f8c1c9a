"""What this program is, in a box."""

from __future__ import annotations

from PyQt6.QtWidgets import QMessageBox, QWidget

from poetrygui import __version__
from poetrygui.gui.widgets.icons import application_icon
from poetrygui.gui.widgets.plain_text import open_message


def show_about(window: QWidget) -> QMessageBox:
    """Say what this is, over ``window``; return the box, which is open."""
    sentence = f"Poetry GUI {__version__}: a window onto servers that send."
    more = "A protocol is one Python file with an ordinary Twisted Protocol in it. Licence: GPL 3 or later."
    box = open_message(window, QMessageBox.Icon.NoIcon, sentence, more=more)
    box.setIconPixmap(application_icon().pixmap(64, 64))
    return box
