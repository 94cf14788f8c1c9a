"""A screen reader is told what happened, by the bus on which it listens, and once for what settles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets import announcing
from poetrygui.gui.widgets.announcing import PATH, Answer, AnswerLabel, announce
from tests.surroundings import PATIENCE

Until = Callable[[Callable[[], bool]], None]


# In a process of its own: what Qt has to do with a bus goes on in a thread, and is not over when a test is.
READER = """
import os, sys
from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtDBus import QDBusConnection, QDBusMessage
from PyQt6.QtWidgets import QApplication
from poetrygui.gui.widgets.announcing import BUS, INTERFACE, PATH, SIGNAL, announce
application = QApplication([])
class Reader(QObject):
    @pyqtSlot(QDBusMessage)
    def hear(self, message):
        print(message.path(), message.signature(), flush=True)
        os._exit(0)
reader, ear = Reader(), QDBusConnection.connectToBus(sys.argv[1], "ear")
QDBusConnection.connectToBus(sys.argv[1], BUS)
assert ear.connect("", PATH, INTERFACE, SIGNAL, reader.hear)
ear.interface().registeredServiceNames()  # the bus answers in turn: by now it knows what is listened for
assert not announce("")
assert announce("mine: Complete: the server closed the connection.")
application.exec()
"""


@pytest.fixture
def bus() -> Iterator[str]:
    """Return the address of a bus on which anybody may listen."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon")
    # Without a path: that of a temporary folder may be longer than a socket's may be, and /tmp need not be anybody's.
    address = f"unix:abstract=poetry-tests-{uuid4().hex}"
    with subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address", f"--address={address}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def test_a_sentence_goes_over_the_bus_as_at_spi_wants_it(bus: str) -> None:
    heard = subprocess.run(
        [sys.executable, "-c", READER, bus],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert heard.stdout.split() == [PATH, "siiv(so)"]


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
