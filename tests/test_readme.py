"""What README shows to a newcomer works as it stands there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from poetrygui.api import CollectedFrames
from poetrygui.paths import resources
from poetrygui.plugins.loader import load_protocol
from poetrygui.recordings.made_up_packets import MadeUpConnection
from poetrygui.recordings.pcapng_writer import PcapngWriter
from tests.commands.running import run, serving
from tests.commands.senders import sending
from tests.commands.weather_station import feed, messages_file
from tests.surroundings import PATIENCE

README = Path(__file__).parent.parent / "README.md"
TYGER = resources() / "poems" / "tyger.txt"


def python_block(number: int) -> str:
    """Return one of README's Python snippets."""
    blocks: list[str] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return blocks[number]


def test_the_protocol_in_ten_lines() -> None:
    source = python_block(0)
    assert len([line for line in source.splitlines() if line.strip()]) <= 10
    protocol = load_protocol(Path("int32.py"), source.encode())()
    protocol.sink = sink = CollectedFrames()
    protocol.dataReceived(b"\0\0\0\5hello\0\0")
    assert sink.received == [b"hello"]
    assert protocol.unfinished() is not None


def commands_shown() -> list[tuple[str, str]]:
    """Return README's commands, each with what it prints."""
    return re.findall(r"^\$ (poetrygui .*)\n((?:[^`$].*\n)+)", README.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_first_try_prints_what_is_shown() -> None:
    (serve, announced), (get, shown), *_ = commands_shown()
    # As it stands there, but at once and on a port that is free.
    arguments = shlex.split(serve.replace("--delay 0.2", "").replace(":10000:", ":0:"))[1:]
    assert arguments[:2] == ["serve", "resources/poems/tyger.txt"]
    with serving(TYGER, *arguments[2:]) as (address,):
        told = run(*shlex.split(get.replace(" 10000 ", f" {address} "))[1:])
    port = address.rpartition(":")[2]
    printed = (told.stdout + told.stderr).decode().replace(f":{port}: ", ":10000: ")
    first, rest = shown.split("…\n")
    assert printed.startswith(first)
    assert without_seconds(printed).endswith("\n" + without_seconds(rest))
    assert announced == "Serving resources/poems/tyger.txt on 127.0.0.1:10000\n"


def test_a_feed_that_breaks_its_framing_is_framed_anew_as_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile = ["--profile", "profile"]
    _, _, (getting, got), (reframing, reframed), (exporting, exported), *_ = commands_shown()
    messages, station = Path("profile/protocols/messages.py"), Path("profile/protocols/station.py")
    messages.parent.mkdir(parents=True)
    messages.write_text(messages_file(), encoding="utf-8")
    station.write_text(messages_file().replace('b"Q", b"A"', 'b"Q", b"A", b"K"'), encoding="utf-8")
    assert run("protocols", "trust", messages, *profile).returncode == 0
    assert run("protocols", "trust", station, *profile).returncode == 0
    with sending(b"".join(feed())) as address:
        told = run(*shlex.split(getting.replace(" 10000 ", f" {address} "))[1:], *profile)
    printed = without_seconds((told.stdout + told.stderr).decode().replace(address, "127.0.0.1:10000"))
    first, second, _ = without_seconds(got).split("…\n")
    assert printed.startswith(first)
    assert second in printed
    told = run(*shlex.split(reframing)[1:], *profile)
    assert (told.returncode, told.stdout.decode()) == (1, reframed)
    told = run(*shlex.split(exporting)[1:], *profile)
    assert told.stdout.decode().partition(" ")[0] == exported.partition(" ")[0]


def test_a_capture_becomes_a_recording_and_one_leaves_as_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_feed(tmp_path / "feed.pcapng")
    # In paths that are as short as those that are shown.
    monkeypatch.chdir(tmp_path)
    profile = ["--profile", "profile"]
    *_, (importing, imported), (guessing, guessed), (exporting, exported) = commands_shown()
    shown_id = imported.partition(":")[0]
    told = run(*shlex.split(importing)[1:], *profile)
    its_id = told.stdout.decode().partition(":")[0]
    assert told.stdout.decode() == imported.replace(shown_id, its_id)
    told = run(*shlex.split(guessing.replace(shown_id, its_id))[1:], *profile)
    assert told.stdout.decode().startswith(guessed.removesuffix("…\n"))
    told = run(*shlex.split(exporting.replace(shown_id, its_id))[1:], *profile)
    assert told.stdout.decode() == exported
    assert run(*shlex.split(importing.replace(".pcapng", ".poemrec"))[1:], *profile).returncode == 0


def write_feed(path: Path) -> None:
    """Write a capture of a server that sends a poem in netstrings, one a packet, of which one is not there."""
    packets = MadeUpConnection((bytes((10, 0, 0, 9)), 50_112), (bytes((10, 0, 0, 5)), 4321))
    time = 1_767_225_600_000_000
    with path.open("wb") as file:
        writer = PcapngWriter(file.write)
        for packet in (packets.call(), *packets.answer()):
            writer.packet(time, packet)
        for number, line in enumerate(TYGER.read_bytes().splitlines()):
            time += 200_000
            (packet,) = packets.data(b"%d:%s," % (len(line), line), by_client=False)
            if number != 20:
                writer.packet(time, packet)
        writer.packet(time, packets.close(by_client=False))
        writer.packet(time, packets.close(by_client=True))


def without_seconds(line: str) -> str:
    return re.sub(r"[\d.]+ s:", "… s:", line)


def test_the_core_from_a_program(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(python_block(1), encoding="utf-8")
    with serving(TYGER, "--protocol", "netstring") as (address,):
        got = subprocess.run(
            [sys.executable, program, address], capture_output=True, timeout=PATIENCE, check=True, encoding="utf-8"
        )
    lines = TYGER.read_text(encoding="utf-8")
    assert got.stdout.startswith(lines)
    assert f"complete: {len(lines.splitlines())} frames" in got.stdout


@pytest.mark.parametrize("name", ["epollreactor", "selectreactor", "asyncioreactor", "poetrygui.qtreactor"])
def test_frames_as_they_come_from_a_program_on_any_reactor(tmp_path: Path, name: str) -> None:
    if name == "epollreactor" and sys.platform != "linux":
        pytest.skip("there is no epoll")
    home, application = f"twisted.internet.{name}", ""
    if name == "poetrygui.qtreactor":
        home, application = name, "from PyQt6.QtWidgets import QApplication; application = QApplication([])\n"
    installing = f"{application}import {home}\n{home}.install()\n"
    program = tmp_path / "program.py"
    program.write_text(installing + python_block(2), encoding="utf-8")
    with serving(TYGER, "--protocol", "netstring") as (address,):
        got = subprocess.run(
            [sys.executable, program, address], capture_output=True, timeout=PATIENCE, check=True, encoding="utf-8"
        )
    lines = TYGER.read_text(encoding="utf-8")
    assert got.stdout.startswith(lines)
    assert f"complete: {len(lines.splitlines())} frames" in got.stdout


def test_the_screenshot_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert pictures
    for picture in pictures:
        assert (README.parent / picture).read_bytes().startswith(b"\x89PNG")
