"""A client as it stands in somebody's program, dropped in: its factory, its arguments, its two protocols, its stop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtWidgets import QComboBox, QLineEdit
from twisted.internet.defer import Deferred
from twisted.internet.threads import deferToThreadPool

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.commands.running import run
from tests.conftest import WaitFor
from tests.gui.hands import write
from tests.gui.protocol_files import child, text
from tests.gui.scripted import LoopbackServers, open_window, sends, tabs_of
from tests.integration.test_get_and_window_agree import Until
from tests.plugins.files import Files

CLIENT = """
import sys

from twisted.internet import defer
from twisted.internet.protocol import ClientFactory, Protocol
from twisted.protocols.basic import NetstringReceiver


class Verse(Protocol):
    text = b""
    number = 0

    def dataReceived(self, data):
        self.text += data

    def connectionLost(self, reason):
        self.factory.verse_came(self.number, self.text)


class VerseFactory(ClientFactory):
    protocol = Verse
    number = 1

    def __init__(self, count):
        self.count = count
        self.verses = {}

    def buildProtocol(self, address):
        verse = ClientFactory.buildProtocol(self, address)
        verse.number = self.number
        self.number += 1
        return verse

    def verse_came(self, number=None, text=None):
        if number is not None:
            self.verses[number] = text.decode()
        self.count -= 1
        if self.count == 0:
            print("verses", sorted(self.verses), file=sys.stderr)
            from twisted.internet import reactor
            reactor.stop()

    def clientConnectionFailed(self, connector, reason):
        print("nobody at", connector.getDestination().port, file=sys.stderr)
        self.verse_came()


class Shout(NetstringReceiver):
    def connectionMade(self):
        self.sendString(self.factory.how.encode() + b"." + self.factory.text)

    def stringReceived(self, string):
        self.transport.loseConnection()
        self.factory.came(string)


class ShoutFactory(ClientFactory):
    protocol = Shout

    def __init__(self, how, text):
        self.how = how
        self.text = text
        self.deferred = defer.Deferred()

    def came(self, text):
        d, self.deferred = self.deferred, None
        d.callback(text)

    def clientConnectionLost(self, _, reason):
        if self.deferred is not None:
            d, self.deferred = self.deferred, None
            d.errback(reason)

    clientConnectionFailed = clientConnectionLost


def main():
    from twisted.internet import reactor
    for port in map(int, sys.argv[1:]):
        reactor.connectTCP("127.0.0.1", port, VerseFactory(1))
    reactor.run()


if __name__ == "__main__":
    main()
"""
SHOUT = {"how": "'upper'", "text": "b'quiet'"}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A profile whose user has trusted the client."""
    files = Files(tmp_path)
    path = files.put("client.py", CLIENT)
    registry = files.registry()
    registry.trust(registry.look_at(path))
    return files


@pytest.fixture
def servers(reactor: Any, wait_for: WaitFor) -> Iterator[LoopbackServers]:
    servers = LoopbackServers(reactor)
    yield servers
    wait_for(servers.close())


@pytest.fixture
def window(files: Files, wait_for: WaitFor) -> Iterator[MainWindow]:
    with open_window(files.root, wait_for) as window:
        yield window


def shouts(connection: Any) -> None:
    """Answer a netstring with what follows its full stop, loudly, as a transform server does."""
    received = bytearray()

    def take(data: bytes) -> None:
        received.extend(data)
        if received.endswith(b","):
            answer = bytes(received).partition(b".")[2][:-1].upper()
            connection.transport.write(b"%d:%b," % (len(answer), answer))

    connection.dataReceived = take


@pytest.fixture
def get(files: Files, reactor: Any, wait_for: WaitFor) -> Any:
    """Run ``poetrygui get`` on the profile, while the servers of the test answer."""

    def get(*arguments: str) -> Any:
        command = ["get", "--profile", str(files.root), *arguments]
        got: Deferred[Any] = deferToThreadPool(reactor, reactor.getThreadPool(), run, *command)
        return wait_for(got)

    return get


def test_two_servers_at_once_share_the_factory_and_end_whole(servers: LoopbackServers, get: Any) -> None:
    addresses = [servers.listen(sends(data)).address for data in (b"one poem", b"another")]
    got = get(*addresses, "--protocol", "client:Verse", "--option", "count=2", "--jsonl")
    ends = [each for each in map(json.loads, got.stdout.splitlines()) if each["event"] == "end"]
    assert got.returncode == 0
    assert {(end["outcome"], end["bytes"]) for end in ends} == {("complete", 8), ("complete", 7)}
    assert sum("asked for the program to stop" in end["reason"] for end in ends) == 1
    assert b"verses [1, 2]" in got.stderr


def test_a_stop_after_the_first_poem_ends_no_other(servers: LoopbackServers, get: Any) -> None:
    addresses = [servers.listen(sends(data)).address for data in (b"one poem", b"x" * 3_000_000)]
    got = get(*addresses, "--protocol", "client:Verse", "--option", "count=1", "--jsonl")
    ends = [each for each in map(json.loads, got.stdout.splitlines()) if each["event"] == "end"]
    assert got.returncode == 0
    assert {(end["outcome"], end["bytes"]) for end in ends} == {("complete", 8), ("complete", 3_000_000)}


def test_a_factory_in_the_programs_own_process_hears_that_nobody_listens(get: Any) -> None:
    got = get("1", "--protocol", "client:Verse", "--option", "count=1", "--in-process")
    assert got.returncode == 1
    assert b"nobody at 1\n" in got.stderr
    assert b"refused" in got.stderr


def test_the_files_other_protocol_asks_and_is_answered(servers: LoopbackServers, get: Any) -> None:
    options = [f"--option={name}={value}" for name, value in SHOUT.items()]
    got = get(servers.listen(shouts).address, "--protocol", "client:Shout", *options)
    assert (got.returncode, got.stdout) == (0, b"QUIET\n")
    assert b"the protocol closed the connection" in got.stderr


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["--protocol", "client:Verse"], b"The option count is needed (count of VerseFactory)"),
        (["--protocol", "client:Verse", "--option", "count=many"], b"a text is written in quotes, 'many'"),
        (["--protocol", "client"], b"choose one of client:Shout, client:Verse"),
    ],
)
def test_what_is_missing_is_asked_for_before_anything_connects(
    servers: LoopbackServers, get: Any, arguments: list[str], told: bytes
) -> None:
    heard: list[object] = []
    got = get(servers.listen(heard.append).address, *arguments)
    assert got.returncode == 2
    assert told in got.stderr
    assert len(got.stderr.splitlines()) == 1
    assert heard == []


def test_in_the_window(servers: LoopbackServers, window: MainWindow, wait_until: Until) -> None:
    fetched = [
        evolve(servers.listen(sends(b"one poem"), "one", "client:Verse"), options={"count": "2"}),
        evolve(servers.listen(sends(b"another"), "two", "client:Verse"), options={"count": "2"}),
        evolve(servers.listen(shouts, "three", "client:Shout"), options=SHOUT),
    ]
    window.workspace.fetch(fetched)
    wait_until(lambda: len(tabs_of(window)) == len(fetched))
    wait_until(lambda: all(hasattr(tab.poem.state, "outcome") for tab in tabs_of(window)))
    states: list[Any] = [tab.poem.state for tab in tabs_of(window)]
    assert {str(state.outcome) for state in states} == {"complete"}
    assert {tab.view.text_between(0, 0) for tab in tabs_of(window)} == {"one poem", "another", "QUIET"}
    shared = {id(tab.poem.fetch.factory) for tab in tabs_of(window) if tab.poem.fetch is not None}
    assert len(shared) == 2
    assert sum("asked for the program to stop" in state.reason for state in states) == 1
    # The program goes on.
    window.workspace.fetch([servers.listen(sends(b"more"), "four")])
    wait_until(lambda: all(hasattr(tab.poem.state, "outcome") for tab in tabs_of(window)))
    assert tabs_of(window)[-1].view.text_between(0, 0) == "more"


def test_in_the_dialog(files: Files, qtbot: Any) -> None:
    saved: list[Server] = []
    dialog = ServerDialog(None, None, files.registry().entries, saved.append)
    dialog.show()
    write(child(dialog, QLineEdit, "serverAddress"), "localhost:10000")
    combo = child(dialog, QComboBox, "serverProtocol")
    assert combo.findData("client") == -1
    combo.setCurrentIndex(combo.findData("client:Shout"))
    assert child(dialog, QLineEdit, "option_how").placeholderText() == "needed"
    assert "The option how is needed" in text(dialog, "serverProblem")
    write(child(dialog, QLineEdit, "option_how"), "upper")
    assert "a text is written in quotes, 'upper'" in text(dialog, "serverProblem")
    child(dialog, QLineEdit, "option_how").clear()
    write(child(dialog, QLineEdit, "option_how"), "'upper'")
    write(child(dialog, QLineEdit, "option_text"), "b'quiet'")
    assert text(dialog, "serverProblem") == ""
    dialog.accept()
    assert [(server.protocol, dict(server.options)) for server in saved] == [("client:Shout", SHOUT)]
