"""The processes of a protocol are rows, of which the chosen one is ended by a key or a button."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.gui.protocols.host_table import HostTable
from poetrygui.gui.protocols.running_hosts import RunningHost
from tests.core.poems.recorded_poem import INFO
from tests.gui.hands import press
from tests.gui.protocol_files import child, click


class Process:
    """Stands for a host."""

    def __init__(self, pid: int) -> None:
        self.pid = pid


def running(pid: int) -> RunningHost:
    host: Any = Process(pid)
    return RunningHost(host, "/own.py", [KeptPoem(INFO, Path("/nowhere"))], 0.0)


@pytest.fixture
def table(qtbot: QtBot) -> HostTable:
    table = HostTable()
    qtbot.addWidget(table)
    table.show()
    return table


def rows(table: HostTable) -> list[list[str]]:
    tree = child(table, QTreeWidget, "hosts")
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(5)] for item in items if item is not None]


def test_each_has_what_the_system_tells_of_it(table: HostTable) -> None:
    here = running(os.getpid())
    gone = running(2**22 + 1)
    table.show_hosts([here, gone], 1.0)
    first, second = rows(table)
    assert first[:2] == [here.names, str(os.getpid())]
    assert second[2:4] == ["not told", "not told"]
    if here.now() is None:
        pytest.skip("this system does not tell")
    assert first[2].endswith(" s")
    table.show_hosts([here], 2.0)
    ((_, _, computed, memory, _),) = rows(table)
    assert computed.endswith(" %")
    assert memory.endswith("B")


def test_the_chosen_one_stays_chosen_and_is_ended_by_key_and_by_button(table: HostTable) -> None:
    wanted: list[RunningHost] = []
    table.end_wanted.connect(wanted.append)
    processes = [running(2**22 + number) for number in range(1, 4)]
    tree = child(table, QTreeWidget, "hosts")
    press(tree, Qt.Key.Key_Delete)
    table.show_hosts(processes, 1.0)
    press(tree, Qt.Key.Key_Delete)
    press(tree, Qt.Key.Key_Down)
    table.show_hosts(processes[1:], 2.0)
    click(table, "endHost")
    assert wanted == processes[:2]
