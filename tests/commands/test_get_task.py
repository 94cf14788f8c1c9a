"""``get`` with an end that was asked for, and connection after connection: what is told of each, and where it goes."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from twisted.internet.endpoints import TCP4ServerEndpoint
from twisted.internet.protocol import Factory, Protocol

from poetrygui.api import PoemProtocol
from poetrygui.commands.get import Get
from poetrygui.commands.get_task import GetOptions
from poetrygui.commands.standard_streams import StandardStream
from poetrygui.commands.wires import WireOptions
from poetrygui.core.connection.connection import Connection
from poetrygui.core.fetching import pauses
from poetrygui.core.fetching.frame_pattern import FramePattern
from poetrygui.core.fetching.limits import Limits
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.commands.told_lines import ToldLines
from tests.conftest import WaitFor
from tests.core.transports.datagrams.udp_sockets import other_end
from tests.core.transports.stream_ways import be_standard_input

LINES = shipped_protocol("lines")
NOBODY = "127.0.0.1:1"


@define
class Got:
    """What came of one run."""

    is_as_asked: bool
    out: bytes
    told: list[str]

    def events(self, event: str) -> list[Any]:
        return [each for each in map(json.loads, self.out.splitlines()) if each["event"] == event]


Run = Callable[..., Got]


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pauses, "FIRST", 0.001)


@pytest.fixture
def got(reactor: Any, wait_for: WaitFor) -> Run:
    """Run ``get`` to its end, or stop it in the first pause; ``address`` may be a list, ``begun`` gets connections."""

    def run(
        address: str | list[str],
        *,
        stop_in_pause: bool = False,
        begun: Callable[[list[Connection]], object] = len,
        **asked: Any,
    ) -> Got:
        reading, writing = os.pipe()
        told: Any = ToldLines()
        out: Any = StandardStream(writing, None)
        addresses = [address] if isinstance(address, str) else address
        protocol: type[PoemProtocol] = asked.pop("protocol", LINES)
        servers = [Server(each, each, "lines") for each in addresses]
        get = Get(reactor, servers, GetOptions(protocol, **asked), out, told)
        if stop_in_pause:
            told.on_line = lambda line: reactor.callLater(0, get.stop) if "connects again" in line else None
        over = get.start()
        begun(get.connections())
        is_as_asked = wait_for(over)
        get.clear()
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            return Got(is_as_asked, pipe.read(), told.lines)

    return run


@pytest.fixture
def address(reactor: Any, wait_for: WaitFor) -> Iterator[str]:
    """A server that says which connection this is, three lines more, and half of one."""

    class Says(Protocol):
        count = 0

        def connectionMade(self) -> None:
            Says.count += 1
            assert self.transport is not None
            self.transport.write(b"connection %d\none\ntwo\nthree\nfou" % Says.count)
            self.transport.loseConnection()

    port = wait_for(TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1").listen(Factory.forProtocol(Says)))
    yield f"127.0.0.1:{port.getHost().port}"
    wait_for(port.stopListening())


@pytest.mark.parametrize("more", [{}, {"json_lines": True}, {"output": True}, {"record": True}])
def test_what_was_asked_for_is_told_and_no_more(got: Run, address: str, tmp_path: Path, more: dict[str, Any]) -> None:
    if "output" in more:
        more["output"] = tmp_path
    if more.pop("record", False):
        more["wire"] = WireOptions(tmp_path / "a.poemrec")
    result = got(address, limits=Limits(frames=2), **more)
    assert result.is_as_asked
    if "json_lines" in more:
        assert [each["text"] for each in result.events("frame")] == ["connection 1", "one"]
        (end,) = result.events("end")
        assert (end["outcome"], end["frames"], end["limit"]) == ("stopped", 2, "frames")
        assert "connection" not in end
    elif "output" in more:
        # It is whole: all that was asked for.
        (file,) = tmp_path.iterdir()
        assert (file.suffix, file.read_bytes()) == (".txt", b"connection 1\none\n")
        assert result.told[0].endswith(f"the limit of 2 frames was reached into {file}")
    else:
        assert result.out == b"connection 1\none\n"
        assert [path.name for path in tmp_path.iterdir()] == (["a.poemrec"] if more else [])


def test_several_addresses_count_each_by_itself(got: Run, address: str) -> None:
    result = got([address, NOBODY, address], limits=Limits(until=FramePattern("^two$")))
    assert not result.is_as_asked
    assert result.out.count(b": stopped\n") == 2
    assert result.out.count(b"one\ntwo\n\n") == 2
    assert got([address, address], limits=Limits(frames=1)).is_as_asked


@pytest.mark.usefixtures("quickly")
def test_connection_after_connection_until_it_is_enough(got: Run, address: str) -> None:
    result = got(address, limits=Limits(frames=12), reconnect=True, json_lines=True)
    assert result.is_as_asked
    frames = [(each["connection"], each["text"]) for each in result.events("frame")]
    one = ["one", "two", "three", "fou"]
    assert frames == [(count, text) for count in (1, 2, 3) for text in (f"connection {count}", *one)][:12]
    ends = [(each["connection"], each["outcome"], "again_in" in each) for each in result.events("end")]
    assert ends == [(1, "complete", True), (2, "complete", True), (3, "stopped", False)]
    assert result.told == [f"{address}: connects again in 0.0 s"] * 2


@pytest.mark.usefixtures("quickly")
def test_each_connection_that_came_about_has_files_of_its_own(got: Run, address: str, tmp_path: Path) -> None:
    wire = WireOptions(tmp_path / "a.poemrec", only_connected=True)
    limits = Limits(frames=7)
    assert got(address, limits=limits, reconnect=True, output=tmp_path / "poems", wire=wire).is_as_asked
    assert {path.name for path in tmp_path.iterdir()} == {"a.poemrec", "a-2.poemrec", "poems"}
    first, second = sorted((path.read_bytes() for path in (tmp_path / "poems").iterdir()), key=len, reverse=True)
    assert (first, second) == (b"connection 1\none\ntwo\nthree\nfou\n", b"connection 2\none\n")


def test_a_stop_in_a_pause_ends_it_and_leaves_nothing(got: Run, tmp_path: Path) -> None:
    wire = WireOptions(tmp_path / "a.poemrec", only_connected=True)
    result = got(NOBODY, stop_in_pause=True, reconnect=True, output=tmp_path / "poems", wire=wire)
    assert not result.is_as_asked
    assert [path.name for path in tmp_path.iterdir()] == ["poems"]
    assert [*(tmp_path / "poems").iterdir()] == []
    assert [line.split(", ")[0] for line in result.told] == [
        f"{NOBODY}: refused",
        result.told[1],
        f"{NOBODY}: stopped",
    ]


def test_a_pause_is_told_as_a_connection_that_was_stopped(got: Run) -> None:
    result = got(NOBODY, stop_in_pause=True, reconnect=True, json_lines=True)
    first, last = result.events("end")
    assert (first["outcome"], last["outcome"], last["connection"]) == ("refused", "stopped", 2)


def test_where_the_next_connection_would_be_no_better_there_is_none(got: Run, address: str) -> None:
    class Raises(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            raise ValueError("no")

    result = got(address, protocol=Raises, reconnect=True, json_lines=True)
    assert [each["outcome"] for each in result.events("end")] == ["plugin-fault"]


def test_a_file_that_cannot_be_made_for_the_next_one_is_said(got: Run, address: str, tmp_path: Path) -> None:
    (tmp_path / "a-2.poemrec").write_bytes(b"mine")
    wire = WireOptions(tmp_path / "a.poemrec", only_connected=True)
    result = got(address, limits=Limits(frames=7), reconnect=True, wire=wire)
    assert not result.is_as_asked
    assert result.told[-1].endswith("a-2.poemrec is there already: name another file.")


SAYS = "command:sh -c 'echo verse; echo oops >&2; echo and more >&2'"


def test_what_a_command_says_beside_its_poem_is_told_and_no_part_of_that(got: Run) -> None:
    run = got(SAYS)
    assert run.is_as_asked
    assert run.out == b"verse\n"
    assert "\n".join(run.told[:-1]).splitlines() == ["oops", "and more"]
    assert run.told[-1].endswith("the command ended with status 0")


def test_of_several_addresses_it_is_told_which_one_says_it(got: Run) -> None:
    run = got([SAYS, "command:true"])
    assert f"{SAYS}: oops" in "\n".join(run.told).splitlines()


def test_a_dash_is_standard_input(got: Run) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"verse\n")
    os.close(writing)
    with ExitStack() as clean:
        be_standard_input(clean, reading)
        run = got("stdin:")
    assert (run.is_as_asked, run.out) == (True, b"verse\n")
    assert run.told[-1].startswith("stdin: complete, ")


@define
class TwoSenders:
    """Two who send to whoever listens there."""

    one: socket.socket
    two: socket.socket

    @property
    def names(self) -> list[str]:
        return [f"127.0.0.1:{each.getsockname()[1]}" for each in (self.one, self.two)]

    def send(self, *sent: tuple[int, bytes]) -> Callable[[list[Connection]], None]:
        """Return what sends these, each by one of the two, once there is a connection."""

        def begun(connections: list[Connection]) -> None:
            at = "127.0.0.1", connections[0].transport.getHost().port
            for number, data in sent:
                (self.one, self.two)[number].sendto(data, at)

        return begun


@pytest.fixture
def two() -> Iterator[TwoSenders]:
    with other_end() as one, other_end() as two:
        yield TwoSenders(one, two)


RAW = shipped_protocol("raw")


def test_of_senders_in_one_stream_each_row_has_its_own_before_it(got: Run, two: TwoSenders) -> None:
    """In a pipe nobody could tell who had sent which row."""
    sent = two.send((0, b"a"), (0, b"b"), (1, b"c\nd"), (0, b""), (1, b"e"))
    result = got("udp-listen:0", protocol=RAW, limits=Limits(frames=5), begun=sent)
    one, other = two.names
    assert result.out.decode().splitlines() == [
        *(f"{one}: a", f"{one}: b", f"{other}: c", f"{other}: d", f"{one}: ", f"{other}: e"),
    ]
    assert not any(line.startswith("from ") for line in result.told)


def test_of_senders_in_one_stream_each_frame_tells_its_own(got: Run, two: TwoSenders, tmp_path: Path) -> None:
    sent = two.send((0, b"a\n"), (1, b"b\nc"), (0, b"d\n"), (1, b"e\n"))
    wire = WireOptions(record=tmp_path / "it.poemrec")
    result = got("udp-listen:0", limits=Limits(frames=4), begun=sent, json_lines=True, wire=wire)
    one, other = two.names
    frames = [(each["text"], each["sender"]) for each in result.events("frame")]
    assert frames == [("a", one), ("b", other), ("cd", one), ("e", other)]
    # The third is of both, which is said.
    (end,) = result.events("end")
    assert f"a frame that {other} had begun goes on with what {one} sent" in end["reason"]


@pytest.mark.parametrize("more", [{"exact": True}, {"output": True}])
def test_where_rows_are_to_be_as_they_came_senders_are_told_beside_them(
    got: Run, two: TwoSenders, tmp_path: Path, more: dict[str, Any]
) -> None:
    if "output" in more:
        more["output"] = tmp_path
    result = got("udp-listen:0", limits=Limits(frames=2), begun=two.send((0, b"a\n"), (1, b"b\n")), **more)
    out = b"".join(file.read_bytes() for file in tmp_path.iterdir()) if "output" in more else result.out
    assert out == (b"a\nb\n" if "output" in more else b"ab")
    assert result.told[:2] == [f"from {name}" for name in two.names]
