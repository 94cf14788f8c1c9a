"""A screen reader is told what happened, by the bus on which it listens, and once for what settles."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtDBus import QDBusConnection, QDBusMessage
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets import announcing
from poetrygui.gui.widgets.announcing import BUS, INTERFACE, PATH, SIGNAL, Answer, AnswerLabel, announce

Until = Callable[[Callable[[], bool]], None]


class Reader(QObject):
    """A screen reader: what is announced on a bus."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []

    @pyqtSlot(QDBusMessage)
    def hear(self, message: QDBusMessage) -> None:
        self.heard.append((message.path(), message.signature()))


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[Reader]:
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon")
    with subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        reader, ear = Reader(), QDBusConnection.connectToBus(address, "ear")
        QDBusConnection.connectToBus(address, BUS)
        connect: Any = ear.connect
        assert connect("", PATH, INTERFACE, SIGNAL, reader.hear)
        yield reader
        for name in ("ear", BUS):
            QDBusConnection.disconnectFromBus(name)
        process.terminate()


def test_a_sentence_goes_over_the_bus_as_at_spi_wants_it(reader: Reader, wait_until: Until) -> None:
    assert announce("mine: Complete: the server closed the connection.")
    # What stood in windows of other tests may be told as well.
    wait_until(lambda: (PATH, "siiv(so)") in reader.heard)
    assert not announce("")


def test_where_nobody_listens_nothing_is_told(qtbot: QtBot) -> None:
    assert not announce("Nobody hears this.")


def test_what_settles_is_told_once_and_only_as_an_answer(
    qtbot: QtBot, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(announcing, "announce", told.append)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    answer = Answer(widget)
    answer.say("1 match")
    answer.wait()
    for count in (2, 3, 4):
        answer.say(f"{count} matches")
    wait_until(lambda: bool(told))
    answer.say("5 matches")
    assert told == ["4 matches"], "what changes by itself is not told"


def test_a_label_tells_its_text_where_that_is_an_answer(
    qtbot: QtBot, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(announcing, "announce", told.append)
    label = AnswerLabel()
    qtbot.addWidget(label)
    label.show()
    label.setText("All lines are shown")
    label.answer.wait()
    label.setText("3 of 7 lines")
    wait_until(lambda: told == ["3 of 7 lines"])
    assert label.text() == "3 of 7 lines"
