"""Telling a screen reader a sentence that nobody's focus leads to: that something ended, how much was found."""

from __future__ import annotations

from PyQt6.QtCore import QTimer
from PyQt6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVariant
from PyQt6.QtWidgets import QWidget

from poetrygui.gui.widgets.plain_text import ElidedLabel

BUS = "a11y"
"""What Qt calls its connection to the bus of assistive technologies; there is one where any of these listens."""
PATH, INTERFACE, SIGNAL = "/org/a11y/atspi/accessible/root", "org.a11y.atspi.Event.Object", "Announcement"
_POLITE = 1
_SETTLED = 800  # milliseconds without another text after which that is told


def announce(sentence: str) -> bool:
    """Have a ``sentence`` told, once what is being told is over; return whether there is anybody to tell it.

    PyQt has nothing for Qt's own announcements, which are this signal of AT-SPI.
    """
    bus = QDBusConnection(BUS)
    if not sentence or not bus.isConnected():
        return False
    whose = QDBusArgument()
    whose.beginStructure()
    whose.add(bus.baseService())
    whose.add(QDBusObjectPath(PATH))
    whose.endStructure()
    message = QDBusMessage.createSignal(PATH, INTERFACE, SIGNAL)
    message.setArguments(["", _POLITE, 0, QDBusVariant(sentence), whose])
    return bus.send(message)


class Answer:
    """Tells what comes of something that somebody did, once that has settled; what changes by itself is not told."""

    def __init__(self, widget: QWidget) -> None:
        """Tell it while ``widget`` is seen."""
        self._widget = widget
        self._sentence = ""
        self._is_awaited = False
        self._settled = QTimer(widget)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED)
        self._settled.timeout.connect(self._tell)

    def wait(self) -> None:
        """Take notice that somebody did something."""
        self._is_awaited = True

    def say(self, sentence: str) -> None:
        """Take notice what came of it by now."""
        self._sentence = sentence
        if self._is_awaited:
            self._settled.start()

    def _tell(self) -> None:
        self._is_awaited = False
        if self._widget.isVisible():
            announce(self._sentence)


class AnswerLabel(ElidedLabel):
    """A label whose text is the answer to what somebody does beside it."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.answer = Answer(self)

    def setText(self, text: str | None) -> None:  # noqa: N802 - Qt's name
        """Show a text, and tell it once it has settled, if it is waited for."""
        super().setText(text)
        if "answer" in vars(self):
            self.answer.say(text or "")
