"""Telling the desktop something: by what freedesktop has for it, or else by Qt's icon in its tray."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QMetaType, QTimer
from PyQt6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon

from poetrygui.gui.widgets.icons import application_icon

_SERVICE, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_NAME, _ICON = "Poetry GUI", "io.github.poetrygui.PoetryGui"
# Its stubs take an enumeration's value for a member.
_UNSIGNED: Any = QMetaType.Type.UInt.value
_TEXTS: Any = QMetaType.Type.QStringList.value
_NO_MARKUP = str.maketrans("<>&", "‹›+")  # some desktops take a text for HTML
_SHOWN_FOR = 10_000  # milliseconds, in the tray


def show_notice(heading: str, sentence: str) -> bool:
    """Show them outside the window; return whether there was anything to show them with. Nothing is waited for."""
    sentence = without_markup(sentence)
    bus = QDBusConnection.sessionBus()
    if bus.isConnected():
        names = bus.interface()
        # One that is not there yet may be started by what is sent to it.
        is_there = names is not None and bool(names.isServiceRegistered(_SERVICE).value())
        if (is_there or not QSystemTrayIcon.isSystemTrayAvailable()) and bus.send(_call(heading, sentence)):
            return True
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return False
    icon = QSystemTrayIcon(application_icon(), QApplication.instance())
    icon.show()
    icon.showMessage(heading, sentence, application_icon(), _SHOWN_FOR)
    QTimer.singleShot(_SHOWN_FOR, icon.deleteLater)
    return True


def without_markup(text: str) -> str:
    """Return a text that no desktop takes for HTML."""
    return text.translate(_NO_MARKUP)


def _call(heading: str, sentence: str) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Notify")
    replaces = QDBusArgument(0, _UNSIGNED)
    actions = QDBusArgument([], _TEXTS)
    message.setArguments([_NAME, replaces, _ICON, heading, sentence, actions, {"desktop-entry": _ICON}, -1])
    return message
