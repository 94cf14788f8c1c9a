"""The desktop is told by its bus, or else by the tray, and what a server wrote acts nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt6.QtDBus import QDBusConnection
from PyQt6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.news.desktop_notice import show_notice, without_markup


class Bus:
    """A session bus as a test says it is."""

    def __init__(self, *, connected: bool) -> None:
        self.connected = connected
        self.sent: list[Any] = []

    def isConnected(self) -> bool:  # noqa: N802 - Qt's name
        return self.connected

    def interface(self) -> None:
        return None

    def send(self, message: Any) -> bool:
        self.sent.append(message)
        return True


def use(bus: Bus, monkeypatch: pytest.MonkeyPatch, *, tray: bool) -> None:
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: bus)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: tray)


def test_it_is_told_by_the_bus_without_markup(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bus = Bus(connected=True)
    use(bus, monkeypatch, tray=False)
    assert show_notice("mine", "<img src='x'> & so on")
    (message,) = bus.sent
    assert message.member() == "Notify"
    assert message.service() == "org.freedesktop.Notifications"
    assert without_markup("<img src='x'> & so on") == "‹img src='x'› + so on"


def test_where_there_is_nothing_to_tell_it_with_nothing_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bus = Bus(connected=False)
    use(bus, monkeypatch, tray=False)
    assert not show_notice("mine", "Cut off.")
    assert bus.sent == []
