"""Widgets and boxes for text that others wrote: Qt would take much of it for HTML, and load what that names."""

from __future__ import annotations

import re
from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PyQt6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QStyle, QStyleOption, QWidget

from poetrygui.core.text.display_text import label_text

_LONGEST = 2000
_LONGEST_IN_BOX = 600  # more would not fit a small screen
_LONGEST_WORD = re.compile(r"(\S{90})(?=\S)")
_TIP_LINE = re.compile(r"(.{1,100})(?: |$)|(\S{100})")  # a tip with a longer one would be wider than a small screen


def plain_tip(heading: str, *lines: str) -> str:
    """Return a tooltip that Qt shows as it is, long lines broken between words.

    Qt guesses whether a tooltip is HTML from its first line alone: so ``heading`` is a text of the program's own.
    """
    return "\n".join([heading, *(_broken(label_text(line, 300)) for line in lines if line)])


def _broken(line: str) -> str:
    return _TIP_LINE.sub(lambda found: f"{found[0].rstrip(' ')}\n", line).rstrip("\n")


def sized(font: QFont, part: float, *, bold: bool = False) -> QFont:
    """Return ``font`` as one of the three sizes of type, a ``part`` of it, and ``bold`` where it is to stand out."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * part)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


class PlainLabel(QLabel):
    """A label that shows its text as it is, and lets it be selected."""

    def __init__(self, text: str = "", *, selectable: bool = False) -> None:
        """Show ``text``; ``selectable`` by mouse and keyboard."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )

    def show_text(self, text: str) -> None:
        """Show what others wrote, with everything in it visible and nothing of it acting."""
        self.setText(label_text(text, _LONGEST))


class ElidedLabel(PlainLabel):
    """A label of one line that ends in an ellipsis where there is no room, instead of making the window wide."""

    def __init__(self, text: str = "") -> None:
        """Show ``text``."""
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Need no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        inside = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        style = self.style()
        assert style is not None
        painter.setFont(self.font())
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        style.drawItemText(
            painter, inside, int(self.alignment()), option.palette, enabled, shown, self.foregroundRole()
        )


class DimLabel(ElidedLabel):
    """An elided label that stands back behind the text beside it."""

    def __init__(self, text: str = "") -> None:
        """Show ``text``."""
        super().__init__(text)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)


def open_message(
    parent: QWidget, icon: QMessageBox.Icon, sentence: str, *, details: str = "", more: str = ""
) -> QMessageBox:
    """Show a box with an icon and a sentence, and return at once.

    ``more`` stands below it, and ``details`` where they are asked for.
    """
    box = QMessageBox(icon, "Poetry GUI", box_text(sentence), QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if more:
        box.setInformativeText(box_text(more))
    if details:
        box.setDetailedText(details)
    box.open()
    return box


def ask(parent: QWidget, question: str, verb: str, then: Callable[[], None]) -> QMessageBox:
    """Ask this question before something that cannot be undone; call ``then`` when the answer is ``verb``."""
    box = QMessageBox(QMessageBox.Icon.Question, "Poetry GUI", box_text(question), parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    yes = box.addButton(f"&{verb}", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.buttonClicked.connect(lambda button: then() if button is yes else None)
    box.open()
    return box


def box_text(text: str) -> str:
    """Return as much of a text as a box has room for; a long path in it can be broken without a sign of that."""
    return _LONGEST_WORD.sub("\\1\u200b", label_text(text, _LONGEST_IN_BOX))
