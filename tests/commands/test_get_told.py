"""``get`` of those who connect: what is told of each, and where what it sends goes."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from poetrygui.commands.get import Get
from poetrygui.commands.get_task import GetOptions
from poetrygui.commands.standard_streams import StandardStream
from poetrygui.commands.wires import WireOptions
from poetrygui.core.fetching.limits import Limits
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.commands.told_lines import ToldLines
from tests.conftest import WaitFor

Device = Callable[[socket.socket], object]


@define
class Got:
    """What came of one run."""

    is_as_asked: bool
    out: bytes
    told: list[str]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Got]


@pytest.fixture
def got(reactor: Any, wait_for: WaitFor, qtbot: Any) -> Iterator[Run]:
    """Have devices connect one after the other to what ``get`` listens at, which ends once they were ``in_all``."""
    threads: list[threading.Thread] = []

    def run(
        devices: Sequence[Device], *, in_all: int = 0, addresses: Sequence[str] = ("listen:tcp:0",), **asked: Any
    ) -> Got:
        reading, writing = os.pipe()

        def connect(line: str) -> None:
            if ": listening at " not in line:
                return
            host, _, port = line.rpartition(" ")[2].rpartition(":")
            threads.append(threading.Thread(target=_play, args=[devices, (host, int(port))]))
            threads[-1].start()

        told: Any = ToldLines(connect)
        out: Any = StandardStream(writing, None)
        options = {"in_all": str(in_all or len(devices))}
        servers = [Server(each, each, "lines", transport_options=options) for each in addresses]
        get = Get(reactor, servers, GetOptions(shipped_protocol("lines"), **asked), out, told)
        is_as_asked = wait_for(get.start())
        get.clear()
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            return Got(is_as_asked, pipe.read(), told.lines)

    yield run
    for thread in threads:
        thread.join()


def _play(devices: Sequence[Device], place: tuple[str, int]) -> None:
    # Whoever listens may have all that was asked for.
    with contextlib.suppress(OSError):
        for device in devices:
            with socket.create_connection(place) as connection:
                device(connection)


def says(data: bytes) -> Device:
    """Return a device that sends, closes, and waits until that was heard."""

    def device(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)

    return device


def is_reset(connection: socket.socket) -> None:
    connection.recv(1)


TWO = says(b"a\nb\n"), says(b"c\n")


def test_rows_come_as_they_do_each_with_its_peers_name(got: Run) -> None:
    result = got(TWO)
    assert result.is_as_asked
    rows = result.out.decode().splitlines()
    assert [row.rpartition(": ")[2] for row in rows] == ["a", "b", "c"]
    first, second = rows[0].removesuffix(": a"), rows[2].removesuffix(": c")
    assert rows[1] == f"{first}: b"
    assert first.startswith("127.0.0.1:")
    ends = result.told[1:]
    assert ends[0].startswith(f"listen:tcp:0, {first}: complete, 2 bytes in 2 frames (4 received), ")
    assert ends[1].startswith(f"listen:tcp:0, {second}: complete, 1 bytes in 1 frame (2 received), ")
    assert ends[2].startswith("listen:tcp:0: stopped, 2 peers, ")


def test_json_has_an_event_of_each_peer_with_its_name(got: Run) -> None:
    listening, *events = got(TWO, json_lines=True).events
    assert (listening["state"], listening["address"]) == ("listening", "listen:tcp:0")
    *of_peers, over = events
    assert (over["event"], over["outcome"], over["peers"]) == ("end", "stopped", 2)
    assert not {"peer", "connection"} & over.keys()
    told = [(each["event"], each["connection"], each.get("text")) for each in of_peers]
    assert [each for each in told if each[1] == 1] == [
        ("state", 1, None),
        ("frame", 1, "a"),
        ("frame", 1, "b"),
        ("end", 1, None),
    ]
    names = {each["connection"]: each["peer"] for each in of_peers}
    assert len({*names.values()}) == 2
    assert all(each["peer"] == names[each["connection"]] and each["task"] == 1 for each in of_peers)
    assert {each["state"] for each in of_peers if each["event"] == "state"} == {"receiving"}


def test_each_peer_has_a_file_and_a_recording_of_its_own(got: Run, tmp_path: Path) -> None:
    result = got(TWO, output=tmp_path / "out", wire=WireOptions(tmp_path / "a.poemrec"))
    files = sorted((tmp_path / "out").iterdir())
    assert sorted(path.read_bytes() for path in files) == [b"a\nb\n", b"c\n"]
    assert all(path.name.startswith("1-127.0.0.1-") and path.suffix == ".txt" for path in files)
    assert {path.name for path in tmp_path.iterdir()} == {"out", "a.poemrec", "a-2.poemrec"}
    assert not result.out


def test_several_addresses_come_whole_under_headings(got: Run) -> None:
    result = got([says(b"a\n")], addresses=["listen:tcp:0", "listen:tcp:127.0.0.1:0"])
    assert result.is_as_asked
    headings = [line for line in result.out.decode().splitlines() if line.startswith("#")]
    assert sorted(heading.partition(",")[0] for heading in headings) == [
        "# listen:tcp:0",
        "# listen:tcp:127.0.0.1:0",
    ]
    assert result.out.count(b"\na\n\n") == 2


@pytest.mark.parametrize("limits, came", [(Limits(frames=2), ["a", "b"]), (Limits(frames=3), ["a", "b", "c"])])
def test_a_limit_counts_for_all_peers_and_ends_the_listening(got: Run, limits: Limits, came: list[str]) -> None:
    result = got(TWO, in_all=9, json_lines=True, limits=limits)
    assert result.is_as_asked
    assert [each["text"] for each in result.events if each["event"] == "frame"] == came
    assert result.events[-1]["limit"] == "frames" or result.events[-2]["limit"] == "frames"
    over = next(each for each in result.events if "peers" in each)
    assert over["reason"] == f"the limit of {limits.frames} frames was reached"


def test_time_may_be_over_before_anybody_came(got: Run) -> None:
    result = got([], in_all=1, limits=Limits(seconds=0.01))
    assert not result.is_as_asked
    assert "the limit of 0.01 s was reached, and no connection had come about" in result.told[-1]


def test_a_peer_of_whom_nothing_can_be_kept_is_turned_away(got: Run, tmp_path: Path) -> None:
    taken = tmp_path / "b-2.poemrec"
    taken.touch()
    refused = got([says(b"a\n"), is_reset], wire=WireOptions(tmp_path / "b.poemrec"))
    assert any(f"{taken} is there already" in line for line in refused.told)
    assert any("a peer was turned away: what it sends cannot be kept" in line for line in refused.told)


def test_each_peer_counts_by_itself_in_what_shows_how_far_it_is(got: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, object]] = []

    def show(_told: ToldLines, key: object, _state: object, count: object) -> None:
        shown.append((key, count))

    monkeypatch.setattr(ToldLines, "show", show)
    got(TWO)
    assert {key for key, _count in shown} == {(1, 0), (1, 1), (1, 2)}
    assert shown[-1][1] == 3
