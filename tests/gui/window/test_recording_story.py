"""A device's feed breaks its framing, and is understood from what was recorded: seen, framed anew, handed on."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QLabel

from poetrygui.core.outcomes import Outcome
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.main_window import MainWindow
from tests.commands.running import run
from tests.commands.weather_station import message, messages_file
from tests.gui.framed_anew import frame_with, is_through, pair_of
from tests.gui.hands import press, write
from tests.gui.protocol_files import child, registry_of
from tests.gui.scripted import LoopbackServers, add, outcomes, sends, tabs_of
from tests.surroundings import PATIENCE

Until = Callable[[Callable[[], bool]], None]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

MENDED = messages_file().replace('b"Q", b"A"', 'b"Q", b"A", b"K"')
BEFORE = b"".join(message(b"QA"[number % 2 :][:1], b"reading %d" % number) for number in range(40))
FEED = BEFORE + message(b"K", b"alive") + b"".join(message(b"A", b"reading %d" % number) for number in range(40, 60))


def clipboard() -> str:
    board = QGuiApplication.clipboard()
    assert board is not None
    return board.text()


def fetched(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path, *, being_written: bool = False
) -> tuple[PoemTab, Path]:
    """Write and trust the protocol, and fetch the device by a key; return the tab, and the protocol's file."""
    file = profile / "protocols" / "device.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(messages_file(), encoding="utf-8")
    registry = registry_of(window)
    registry.scan()
    registry.trust(registry.entry("device"), being_written=being_written)
    add(window, evolve(servers.listen(sends(FEED), name="device"), protocol="device"))
    press(window, Qt.Key.Key_Return, CONTROL | SHIFT)
    wait_until(lambda: outcomes(window) == [Outcome.PROTOCOL_ERROR])
    return tabs_of(window)[0], file


def test_a_feed_that_breaks_its_framing_is_understood(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path, tmp_path: Path
) -> None:
    tab, file = fetched(window, servers, wait_until, profile)
    place = len(BEFORE)
    assert (
        f"begins at byte {place:,} of the stream: b'K' is no kind of message" in child(tab, QLabel, "poemState").text()
    )
    # The bytes: the tab leads to the one at fault, with what came before and after.
    press(window, Qt.Key.Key_B, CONTROL)
    view = tab.parts.bytes_pane.view
    assert view.hasFocus()
    assert view.marked is not None
    assert view.marked[0] == view.selected.caret == place
    assert view.top < place - 16
    wait_until(lambda: view.top + view.page_rows * 16 > place + 16)
    assert f"Byte {place:,} of {len(FEED):,}: 4b." in view.accessibleDescription()
    for _ in range(3 + len(b"alive")):
        press(view, Qt.Key.Key_Right, SHIFT)
    press(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == message(b"K", b"alive").hex(" ")
    # Found among the bytes, and in the text with its time.
    press(view, Qt.Key.Key_F, CONTROL)
    write(tab.parts.bytes_pane.find_bar.field, "0a 00 72 65")
    press(tab.parts.bytes_pane.find_bar.field, Qt.Key.Key_Return)
    found = tab.parts.bytes_pane.find_bar.told
    wait_until(lambda: bool(re.fullmatch(r"At byte [\d,]+ · \d\d:\d\d:\d\d\.\d{3}", found.text())))
    press(tab.parts.bytes_pane.find_bar.field, Qt.Key.Key_Escape)
    tab.view.setFocus()
    press(tab.view, Qt.Key.Key_F, CONTROL)
    find = window.focusWidget()
    assert find is not None
    write(find, "reading 39")
    status = child(tab.find_bar, QLabel, "findStatus")
    wait_until(lambda: bool(re.fullmatch(r"1 of 1 · \d\d:\d\d:\d\d\.\d{3} · \+.*s", status.text())))
    # The protocol is mended, and what was recorded is framed anew: nobody connects again.
    wait_until(lambda: not servers.connections)
    file.write_text(MENDED, encoding="utf-8")
    more = ["--protocol", "device", "--trust", str(file), "--profile", str(profile)]
    framed = run("reframe", tab.poem.directory, *more)
    assert (framed.returncode, framed.stderr) == (1, b"")
    first, ours, theirs, *_ = framed.stdout.decode().splitlines()
    assert first.startswith(f"The first difference is at byte {place:,} ")
    assert ours.startswith("device: 61 frames, ")
    # The program left then; every byte that had come by then is in a frame now.
    assert "; stopped: the recording ends here, then as protocol-error: " in ours
    assert theirs.startswith("recorded: 40 frames, ")
    # In the window, too: the mended file is trusted, and what was recorded framed in a tab beside.
    registry = registry_of(window)
    registry.scan()
    registry.trust(registry.entry("device"))
    beside = frame_with(window, "device")
    wait_until(is_through(window))
    assert beside.view.text_between(39, 41) == "reading 39\nalive\nreading 40"
    assert not servers.connections
    # And handed on.
    exported = run("recordings", "export", tab.poem.directory, tmp_path / "feed.pcapng", "--profile", profile)
    assert exported.returncode == 0, exported.stderr
    told = run("recordings", "export", tab.poem.directory, tmp_path / "a.jsonl", "--frames", "--profile", profile)
    assert told.returncode == 0, told.stderr
    events = [json.loads(line) for line in (tmp_path / "a.jsonl").read_bytes().splitlines()]
    assert [each["text"] for each in events[:-1]] == [f"reading {number}" for number in range(40)]
    assert events[-1]["outcome"] == "protocol-error"
    if shutil.which("tshark") is None:
        pytest.skip("Wireshark's own reader is not here")
    wanted = ["tshark", "-r", str(tmp_path / "feed.pcapng"), "-q", "-z", "follow,tcp,raw,0"]
    followed = subprocess.run(wanted, capture_output=True, check=True, timeout=PATIENCE, encoding="ascii")
    lines = re.findall(r"^\t?([0-9a-f]+)$", followed.stdout, re.MULTILINE)
    assert bytes.fromhex("".join(lines)) == FEED


def test_saving_the_file_frames_the_bytes_at_fault_where_they_are_seen(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    _, file = fetched(window, servers, wait_until, profile, being_written=True)
    press(window, Qt.Key.Key_B, CONTROL)
    tab = frame_with(window, "device")
    wait_until(is_through(window))
    assert pair_of(window).differences.count == 0
    pane, place = tab.parts.bytes_pane, len(BEFORE)
    wait_until(lambda: pane.view.marked is not None)
    assert pane.find_bar.told.text().startswith(f"Received, not delivered: bytes {place:,} to ")
    tab.view.show_offset(0)
    folder, seen = tab.poem.directory, (pane.view.top, pane.view.selected.span)
    assert seen[1] == (place, place)
    file.write_text(MENDED, encoding="utf-8")
    wait_until(lambda: tab.poem.directory != folder and is_through(window)())
    # It is compared with what the file itself made before, and the bytes are where they were.
    assert pair_of(window).differences.sentence == "1 difference between device and device as it was."
    wait_until(lambda: pane.view.marked is None and tab.parts.still_at is None)
    assert pane.find_bar.told.text() == ""
    assert (pane.view.top, pane.view.selected.span) == seen
    # A difference leads to the very bytes of its frames, once it is known where they lie.
    press(window, Qt.Key.Key_F8)
    wait_until(lambda: pane.view.selected.span[0] == place)
    assert tab.view.text_between(40, 40) == "alive"
    # Framed anew after the save, it is still compared with what framed it as it came.
    window.workspace.tabs.setCurrentIndex(0)
    frame_with(window, "device")
    wait_until(is_through(window))
    assert pair_of(window).differences.count == 1
