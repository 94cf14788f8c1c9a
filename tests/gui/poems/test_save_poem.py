"""Saving a poem: as rows or exactly, in place of what was there, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QMessageBox
from twisted.internet.defer import Deferred
from twisted.internet.task import deferLater
from wsproto.events import TextMessage

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.save_poem import PoemSaver
from poetrygui.gui.poems.save_ways import EXACT, ROWS, TIMED, SaveWay, filtered_way
from poetrygui.gui.window.main_window import MainWindow
from tests.conftest import WaitFor
from tests.core.scripted_server import listen
from tests.core.transports.websocket_server import says
from tests.gui.hands import action, press
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize("exact, saved", [(True, b"onetwo"), (False, b"one\ntwo\n")])
def test_a_poem_is_saved_as_rows_or_exactly(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path, exact: bool, saved: bytes
) -> None:
    add(window, servers.listen(sends(b"3:one,3:two,"), protocol="netstring"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectNameFilter((EXACT if exact else ROWS).name_filter)
    target = tmp_path / "saved"
    target.write_bytes(b"what was there before, and is longer")
    dialog.fileSelected.emit(str(target))
    wait_until(lambda: target.read_bytes() == saved)
    dialog.close()
    wait_until(lambda: [path.name for path in tmp_path.iterdir() if path.is_file()] == ["saved"])


def test_messages_are_saved_as_rows_unless_their_bytes_are_chosen(
    reactor: Any, window: MainWindow, wait_for: WaitFor, wait_until: Until
) -> None:
    server = listen(reactor, says(TextMessage("one"), TextMessage("two")))
    add(window, Server("a feed", f"ws://{server.address}/"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    store = tabs_of(window)[0].poem.store
    assert store is not None
    assert store.read(0, store.size) == b"one\ntwo\n"
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedNameFilter() == ROWS.name_filter
    dialog.close()
    wait_for(server.close())


def test_a_poem_that_cannot_be_saved_leaves_what_was_there(
    reactor: Any, window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    PoemSaver(window, reactor).save(tabs_of(window)[0].poem, tmp_path / "no such folder" / "poem", EXACT)
    wait_until(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "could not be written" in box.text()
    box.close()


def test_what_is_filtered_is_saved_as_it_is_shown(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    lines = [b"line %d" % number for number in range(2000)]
    add(window, servers.listen(sends(b"\n".join(lines)), protocol="raw"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    filters = (Condition("7"), Condition(r"^line 1\d*$", is_pattern=True, is_negated=True))
    tabs_of(window)[0].lines.set_conditions(filters)
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedNameFilter() == "Filtered lines as text (*.txt)"
    target = tmp_path / "saved"
    dialog.fileSelected.emit(str(target))
    wait_until(target.exists)
    expected = [line for line in lines if b"7" in line and not line.startswith(b"line 1")]
    assert target.read_bytes().splitlines() == expected
    dialog.close()
    view = tabs_of(window)[0].view
    wait_until(lambda: view.line_count() == len(expected))
    view.select(2, 20)
    action(window, "actionSaveSelection").trigger()
    dialog = window.findChildren(QFileDialog)[-1]
    target.unlink()
    dialog.fileSelected.emit(str(target))
    wait_until(target.exists)
    assert target.read_bytes() == b"\n".join(expected)[2:20]
    dialog.close()


def test_filters_that_cannot_be_looked_for_save_nothing_and_say_so(
    reactor: Any,
    window: MainWindow,
    servers: LoopbackServers,
    wait_until: Until,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("poetrygui.core.reading.find_pattern.PATIENCE", 0.3)
    add(window, servers.listen(sends(b"a" * 70 + b"!")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    target = tmp_path / "saved"
    filters = (Condition(r"(a+)+\1$", is_pattern=True),)
    way = filtered_way(filters, lambda: deferLater(reactor, 0))
    assert way is not None
    PoemSaver(window, reactor).save(tabs_of(window)[0].poem, target, way)
    wait_until(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "was not written. The regular expression takes too long" in box.text()
    assert not target.exists()
    box.close()


@pytest.mark.parametrize("way", TIMED, ids=lambda way: way.name)
def test_a_poem_is_saved_with_its_times_by_keys(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path, way: SaveWay
) -> None:
    add(window, servers.listen(sends(b"one\ntwo\n"), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    kinds = dialog.findChild(QComboBox, "fileTypeCombo")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert kinds is not None
    assert name is not None
    while kinds.currentText() != way.name_filter:
        before = kinds.currentIndex()
        press(kinds, Qt.Key.Key_Down)
        assert kinds.currentIndex() == before + 1
    assert name.text().endswith(way.ending)
    name.setText(str(tmp_path / "saved"))  # what is typed has a list of names hang over the dialog
    press(name, Qt.Key.Key_Return)
    wait_until((tmp_path / "saved").exists)
    saved = (tmp_path / "saved").read_bytes()
    if way.ending == ".jsonl":
        *frames, end = map(json.loads, saved.splitlines())
        assert [each["text"] for each in frames] == ["one", "two"]
        assert [each["wire"] for each in frames] == [[0, 4], [4, 8]]
        assert (frames[0]["delta"] > 0, end["outcome"]) == (True, "complete")
    else:
        assert [row.split()[-1] for row in saved.splitlines()] == [b"one", b"two"]
        assert all(row[-5:-3] == b"  " and row[:-5].strip() for row in saved.splitlines())


def test_what_is_selected_is_saved_alone_with_its_fields(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    add(window, servers.listen(sends(b'{"a": 1}\n{"a": 2}\n{"a": 3}\n'), protocol="jsonl"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    save = action(window, "actionSaveSelection")
    assert not save.isEnabled()
    tabs_of(window)[0].view.select(9, 18)
    assert save.isEnabled()
    save.trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectNameFilter("Frames with times and fields, as CSV (*.csv)")
    dialog.fileSelected.emit(str(tmp_path / "saved.csv"))
    wait_until((tmp_path / "saved.csv").exists)
    head, row = (tmp_path / "saved.csv").read_text("utf-8").splitlines()
    assert head == "number,time,wait,size,a,text,base64"
    assert row.startswith("2,")
    assert row.endswith(',8,2,"{""a"": 2}",')
    dialog.close()


def test_saving_that_is_given_up_leaves_nothing_even_while_it_waits(
    reactor: Any, window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    add(window, servers.listen(sends(b"one\n"), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    saver, notes = PoemSaver(window, reactor), list[str]()
    saver.note.connect(notes.append)
    never: Deferred[None] = Deferred()
    way = SaveWay("A way that waits", ".txt", lambda part: iter([b"one", never]))
    progress = saver.save(tabs_of(window)[0].poem, tmp_path / "saved", way)
    assert progress is not None
    wait_until(lambda: bool([*tmp_path.glob(".saved*")]) and "3 bytes" in progress.sentence)
    progress.reject()
    wait_until(lambda: bool(notes))
    assert notes == [f"Saving {tmp_path / 'saved'} was given up: nothing of it is left."]
    assert [*tmp_path.glob("*saved*")] == []
