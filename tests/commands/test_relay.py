"""``relay`` between real clients and servers: what goes through, what is told and kept of it, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred, succeed
from twisted.internet.endpoints import TCP4ClientEndpoint, UNIXClientEndpoint, wrapClientTLS

from poetrygui.core.questions.asking import Asker, Nobody, Question
from poetrygui.core.transports import connecting
from poetrygui.errors import ServeError
from tests.commands.relaying import Run, options, recordings_in, start
from tests.conftest import WaitFor
from tests.core.certificates import Authority
from tests.core.scripted_server import Script, Session, sends_and_resets
from tests.core.transports.shell_server import PASSWORD, USER, Command, ShellServer
from tests.relay.conftest import Of, Stage
from tests.relay.test_pair import Answering, waits


class Relayed(Stage):
    """A stage whose relay is the command's own."""

    run: Run

    def begin(self, address: str, *arguments: str, asker: Asker | None = None, **more: Any) -> Run:
        self.run = start(self.reactor, options(address, *arguments, **more), asker)
        self.until(lambda: bool(self.run.told.lines) or self.run.done.called)
        return self.run

    def visit(self, script: Script, endpoint: Any = None, kind: type[Session] = Session) -> Session:
        """Have a client connect to the relay."""
        client = kind(self.reactor, script)
        self.wait_for(
            (endpoint or TCP4ClientEndpoint(self.reactor, "127.0.0.1", self.run.port)).connect(Of(lambda: client))
        )
        self.clients.append(client)
        return client

    def finish(self) -> Run:
        """Wait until it is over by itself, and those whom it stood between know that."""
        assert self.wait_for(self.run.done)
        others = [*self.clients, *(each for server in self.servers for each in server.sessions)]
        self.until(lambda: all(each.is_lost for each in others))
        self.run.close()
        return self.run


@pytest.fixture
def relayed(reactor: Any, wait_for: WaitFor) -> Iterator[Relayed]:
    stage = Relayed(reactor, wait_for)
    yield stage
    if not stage.run.done.called:
        stage.run.relay.stop()
        stage.wait_for(stage.run.done)
    stage.run.close()
    stage.close()


def asks(data: bytes) -> Script:
    async def script(session: Session) -> None:
        session.send(data)
        session.transport.loseWriteConnection()
        await session.lost()

    return script


async def answers(session: Session) -> None:
    await session.heard(4)
    session.send(b"one\ntwo\n")
    session.close()


def test_both_directions_are_framed_told_and_recorded(relayed: Relayed, tmp_path: Path) -> None:
    relayed.begin(relayed.serve(answers).address, clients=1, folder=tmp_path / "poems")
    client = relayed.visit(asks(b"GET\n"))
    run = relayed.finish()
    assert client.received == b"one\ntwo\n"
    rows = run.out.decode().splitlines()
    name, _, first = rows[0].partition(" ")
    assert (first, rows[1:]) == ("> GET", [f"{name} < one", f"{name} < two"])
    address = relayed.servers[0].address
    said = [re.split(r", \d+\.\d+ s: ", end)[0] for end in run.ends()]
    assert said == [
        f"< {address}: complete, 6 bytes in 2 frames (8 received)",
        f"> {address}: complete, 3 bytes in 1 frame (4 received)",
    ]
    assert run.told.lines[0] == f"Relaying {run.place} to {address}"
    listen = "listen:tcp:0:interface=127.0.0.1"
    assert recordings_in(tmp_path / "poems") == {
        f"{listen} lines complete": b"GET\n",
        f"{address} lines complete": b"one\ntwo\n",
    }


def test_json_tells_the_direction_and_the_client(relayed: Relayed) -> None:
    relayed.begin(relayed.serve(answers).address, "lines", "raw", clients=2, json_lines=True)
    relayed.visit(asks(b"GET\n"))
    relayed.visit(asks(b"PUT\n"))
    listening, *events = relayed.finish().events()
    assert (listening["state"], listening["at"], listening["task"]) == ("listening", relayed.run.place, 0)
    by_client = [[each for each in events if each["task"] == number] for number in (1, 2)]
    assert len({each["peer"] for each in events}) == 2
    for told, asked in zip(by_client, ("GET\n", "PUT\n"), strict=True):
        frames = [(each["direction"], each["text"]) for each in told if "text" in each]
        assert frames == [("to-server", asked), ("to-client", "one"), ("to-client", "two")]
        ends = {each["direction"]: each["outcome"] for each in told if each["event"] == "end"}
        assert ends == {"to-server": "complete", "to-client": "complete"}


def test_where_a_protocol_cannot_go_on_the_rest_is_heard_as_bytes(relayed: Relayed, tmp_path: Path) -> None:
    server = relayed.serve(waits, kind=Answering)
    folder = tmp_path / "poems"
    relayed.begin(server.address, "raw", "netstring", clients=1, json_lines=True, folder=folder)

    async def breaks_its_framing(session: Session) -> None:
        session.send(b"1:a,2;b")
        await relayed_until(session, lambda: len(relayed.run.told.lines) > 1)
        session.send(b"the rest")
        session.transport.loseWriteConnection()
        await session.lost()

    client = relayed.visit(breaks_its_framing)
    run = relayed.finish()
    assert client.received == b"answer to 1:a,2;bthe rest"
    assert run.told.lines[1].endswith(": the rest is passed on, and heard as raw bytes")
    ends = [
        (each["outcome"], each["received"])
        for each in run.events()
        if each.get("direction") == "to-server" and each["event"] == "end"
    ]
    assert ends == [("protocol-error", 7), ("complete", 8)]
    listen = "listen:tcp:0:interface=127.0.0.1"
    kept = recordings_in(folder)
    assert kept[f"{listen} netstring protocol-error"] == b"1:a,2;b"
    assert kept[f"{listen} raw complete"] == b"the rest"


async def relayed_until(session: Session, condition: Any) -> None:
    await session.until(condition)


def test_files_are_called_after_the_sides(relayed: Relayed, tmp_path: Path) -> None:
    relayed.begin(relayed.serve(answers).address, clients=2, quiet=True, record=tmp_path / "a.poemrec")
    for _ in range(2):
        client = relayed.visit(asks(b"GET\n"))
        relayed.until(lambda client=client: client.is_lost)  # type: ignore[misc]
    assert relayed.finish().out == b""
    names = {"a-client.poemrec", "a-server.poemrec", "a-client-2.poemrec", "a-server-2.poemrec"}
    assert {path.name for path in tmp_path.iterdir()} == names


def test_where_there_is_no_server_the_client_is_broken_off(relayed: Relayed) -> None:
    relayed.begin("127.0.0.1:1", clients=1)
    client = relayed.visit(asks(b"GET\n"))
    run = relayed.finish()
    relayed.until(lambda: client.is_lost)
    ends = run.ends()
    assert ends[0].startswith("< 127.0.0.1:1: refused, 0 bytes in 0 frames")
    assert "reset, " in ends[1]
    assert ends[1].endswith("broken off, since there is no connection to the server")


def test_a_reset_is_told_of_both(relayed: Relayed) -> None:
    relayed.begin(relayed.serve(sends_and_resets(b"one\ntw")).address, clients=1)
    client = relayed.visit(waits)
    ends = relayed.finish().ends()
    relayed.until(lambda: client.is_lost)
    assert "reset, " in ends[0]
    assert ends[1].endswith("broken off, as the server's connection was")


def test_a_client_that_leaves_while_the_server_is_waited_for(relayed: Relayed, socket_folder: Path) -> None:
    relayed.begin(f"listen:unix:{socket_folder}/s", clients=1)
    client = relayed.visit(waits)
    client.transport.abortConnection()
    # Nobody reads from it before there is a server: it is known to have gone once there is one.
    late = Session(relayed.reactor, waits)
    relayed.clients.append(late)
    relayed.until((socket_folder / "s").exists)
    relayed.wait_for(UNIXClientEndpoint(relayed.reactor, f"{socket_folder}/s").connect(Of(lambda: late)))
    relayed.finish()
    relayed.until(lambda: late.is_lost)


@pytest.mark.filterwarnings("ignore:Passing pyOpenSSL PKey objects:DeprecationWarning")  # by Twisted's own ssl:
def test_with_tls_on_both_sides(relayed: Relayed, tmp_path: Path) -> None:
    authority = Authority()
    both = authority.write_server("127.0.0.1", tmp_path / "both.pem")
    listen = f"ssl:0:interface=127.0.0.1:privateKey={both}:certKey={both}"
    server = relayed.serve(answers, tls=authority.server("127.0.0.1"))
    relayed.begin(server.address, clients=1, listen=listen, transport_options={"verify": "insecure"})

    async def asks_and_closes(session: Session) -> None:
        session.send(b"GET\n")
        await session.heard(8)
        session.close()

    creator = connecting.UnverifiedConnections("127.0.0.1")
    place = TCP4ClientEndpoint(relayed.reactor, "127.0.0.1", relayed.run.port)
    client = relayed.visit(asks_and_closes, wrapClientTLS(creator, place))
    assert [end.partition(" bytes")[0].rpartition(":")[2] for end in relayed.finish().ends()] == [
        " complete, 6",
        " complete, 3",
    ]
    assert client.received == b"one\ntwo\n"


def test_a_command_may_be_the_server(relayed: Relayed) -> None:
    relayed.begin("command:sh -c 'read word; echo got $word'", clients=1, quiet=True)
    client = relayed.visit(asks(b"GET\n"))
    relayed.finish()
    assert client.received == b"got GET\n"


def test_what_the_way_to_the_server_asks_is_asked(relayed: Relayed, tmp_path: Path) -> None:
    """Nobody was asked for a password by a relay."""
    asked: list[str] = []

    class Somebody(Nobody):
        can_ask = True

        def ask(self, question: Question) -> Deferred[str | None]:
            asked.append(question.text)
            return succeed(PASSWORD)

    def plays(command: Command) -> None:
        command.write(b"one\n")
        command.end()

    server = ShellServer(relayed.reactor, tmp_path, plays)
    server.know_host()
    server.key.touch()
    relayed.begin(server.address(), transport_options=server.options, asker=Somebody(), clients=1)
    client = relayed.visit(waits)
    relayed.finish()
    server.close()
    assert client.received == b"one\n"
    assert asked == [f"Password of {USER}@127.0.0.1:"]


def test_many_watch_one_connection(relayed: Relayed, tmp_path: Path) -> None:
    async def answers_once(session: Session) -> None:
        await session.heard(8)
        session.send(b"to all\n")
        session.close()

    server = relayed.serve(answers_once)
    relayed.begin(server.address, clients=2, tee=True, json_lines=True, folder=tmp_path / "poems")
    watchers = [relayed.visit(asks_on(b"GET\n")) for _ in range(2)]
    events = relayed.finish().events()
    assert [watcher.received for watcher in watchers] == [b"to all\n"] * 2
    assert len(server.sessions) == 1
    frames = sorted((each["task"], each["direction"], each["text"]) for each in events if "text" in each)
    assert frames == [(1, "to-client", "to all"), (1, "to-server", "GET"), (2, "to-server", "GET")]


def asks_on(data: bytes) -> Script:
    async def script(session: Session) -> None:
        session.send(data)
        await session.lost()

    return script


def test_who_is_one_too_many_is_not_let_in(relayed: Relayed) -> None:
    relayed.begin(relayed.serve(waits).address, clients=1)
    first = relayed.visit(waits)
    second = relayed.visit(waits)
    relayed.until(lambda: second.is_lost)
    assert not first.is_lost
    relayed.run.relay.stop()
    relayed.finish()
    relayed.until(lambda: first.is_lost)
    assert all(end.endswith("stopped by the user") for end in relayed.run.ends())


def test_nothing_can_be_recorded_where_that_is_taken(relayed: Relayed, tmp_path: Path) -> None:
    (tmp_path / "a-server.poemrec").touch()
    relayed.begin(relayed.serve(waits).address, record=tmp_path / "a.poemrec")
    client = relayed.visit(waits)
    relayed.until(lambda: client.is_lost)
    assert "was turned away: " in relayed.run.told.lines[1]
    assert "a-server.poemrec is there already" in relayed.run.told.lines[1]


def test_a_reader_that_has_gone_ends_it(relayed: Relayed) -> None:
    relayed.begin(relayed.serve(waits).address)
    client = relayed.visit(waits)
    relayed.run.relay.leave()
    relayed.run.relay.abandon()
    relayed.run.relay.clear()
    relayed.finish()
    relayed.until(lambda: client.is_lost)
    assert relayed.run.relay.connections() == []


def test_where_nothing_can_listen(reactor: Any, wait_for: WaitFor, relayed: Relayed) -> None:
    taken = relayed.begin(relayed.serve(waits).address)
    other = start(reactor, options("127.0.0.1:1", listen=f"tcp:{taken.port}:interface=127.0.0.1"))
    with pytest.raises(ServeError, match="Nothing can listen at"):
        wait_for(other.done)
    other.close()
