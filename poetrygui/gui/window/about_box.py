"""What the program is, and the versions of what it stands on, to be copied into a report."""

from __future__ import annotations

import platform

import twisted
from PyQt6.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from poetrygui import __version__
from poetrygui.gui.widgets.icons import application_icon
from poetrygui.gui.widgets.plain_text import PlainLabel, sized
from poetrygui.gui.widgets.tokens import GAP, GAP_HUGE, GAP_LARGE, ICON_HUGE, TITLE_TYPE

_WIDTH = 360  # pixels of text


def versions() -> str:
    """Return what runs here, a line each."""
    qt = f"Qt {QT_VERSION_STR}, PyQt {PYQT_VERSION_STR}, drawn by {QGuiApplication.platformName()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return "\n".join(
        [f"Poetry GUI {__version__}", python, qt, f"Twisted {twisted.__version__}", platform.platform(terse=True)]
    )


class AboutBox(QDialog):
    """Says it, and has a button that copies the versions."""

    def __init__(self, parent: QWidget) -> None:
        """Say it over ``parent``."""
        super().__init__(parent)
        self.setObjectName("aboutBox")
        self.setWindowTitle("About Poetry GUI")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(ICON_HUGE, ICON_HUGE))
        title = PlainLabel(f"Poetry GUI {__version__}")
        title.setFont(sized(title.font(), TITLE_TYPE, bold=True))
        sentence = PlainLabel(
            "A window onto servers that send. A protocol is one Python file with an ordinary Twisted Protocol in it. "
            "Licence: GPL 3 or later."
        )
        told = PlainLabel(versions(), selectable=True)
        told.setObjectName("versions")
        for label in (sentence, told):
            label.setWordWrap(True)
            label.setMinimumWidth(_WIDTH)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("&Copy the versions", QDialogButtonBox.ButtonRole.ActionRole)
        assert copy is not None
        copy.setObjectName("copyVersions")
        copy.clicked.connect(_copy)
        buttons.rejected.connect(self.reject)
        texts = QVBoxLayout()
        texts.setSpacing(GAP)
        for label in (title, sentence, told):
            texts.addWidget(label)
        above = QHBoxLayout()
        above.setSpacing(GAP_LARGE)
        above.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(texts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_HUGE, GAP_HUGE, GAP_HUGE, GAP_LARGE)
        layout.setSpacing(GAP_LARGE)
        layout.addLayout(above)
        layout.addWidget(buttons)


def _copy() -> None:
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None:
        clipboard.setText(versions())


def show_about(parent: QWidget) -> AboutBox:
    """Say what this is, over ``parent``; return the box, which is open."""
    box = AboutBox(parent)
    box.open()
    return box
