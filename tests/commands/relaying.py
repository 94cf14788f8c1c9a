"""A relay in this process, between real clients and servers."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from poetrygui.commands.relay import Relay
from poetrygui.commands.relay_end import Direction, RelayOptions
from poetrygui.commands.standard_streams import StandardStream
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol


@define
class Told:
    """What is told on standard error."""

    lines: list[str] = field(factory=list)

    def tell(self, line: str) -> None:
        self.lines.append(line)

    def tell_lines(self, text: str) -> None:
        self.lines.extend(text.splitlines())

    def close(self) -> None:
        """Show nothing more."""


def options(address: str, protocol: str = "lines", client_protocol: str = "", **more: Any) -> RelayOptions:
    """Return what is asked for of a relay to ``address``, which listens at a free port."""
    names = {Direction.TO_CLIENT: protocol, Direction.TO_SERVER: client_protocol or protocol}
    to = more.pop("transport_options", {})
    listen = more.pop("listen", "tcp:0:interface=127.0.0.1")
    server = Server(address, address, protocol, transport_options=to, recording=WhatIsKept.ARRIVALS)
    client = evolve(server, address=f"listen:{listen}", protocol=names[Direction.TO_SERVER], transport_options={})
    return RelayOptions(
        listen,
        {Direction.TO_CLIENT: server, Direction.TO_SERVER: client},
        {each: PoemFactory(shipped_protocol(names[each])) for each in Direction},
        PoemFactory(shipped_protocol("raw")),
        **more,
    )


@define
class Run:
    """A relay that runs, where it listens, and what it told."""

    relay: Relay
    told: Told
    done: Any
    _reading: int
    _writing: int
    _thread: threading.Thread
    _pieces: list[bytes]

    @property
    def place(self) -> str:
        return self.told.lines[0].split()[1]

    @property
    def port(self) -> int:
        return int(self.place.rpartition(":")[2])

    def close(self) -> None:
        """Take notice that nothing more is written."""
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1
            self._thread.join()
            os.close(self._reading)

    @property
    def out(self) -> bytes:
        """What was written, once it is closed."""
        return b"".join(self._pieces)

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def ends(self) -> list[str]:
        """Return what was told of each direction's end, without who the client was, and how long it took."""
        ends = [line.partition(" ")[2] for line in self.told.lines if " received)" in line or " frame" in line]
        return sorted(end for end in ends if end[:1] in "<>")


def start(reactor: Any, options: RelayOptions, asker: Asker | None = None) -> Run:
    """Run a relay; what it writes is read in a thread, and what the way to the server asks, the ``asker`` answers."""
    reading, writing = os.pipe()
    pieces: list[bytes] = []

    def read() -> None:
        while piece := os.read(reading, 65536):
            pieces.append(piece)

    thread = threading.Thread(target=read)
    thread.start()
    told: Any = Told()
    out: Any = StandardStream(writing, None)
    relay = Relay(reactor, options, out, told, asker)
    return Run(relay, told, relay.start(), reading, writing, thread, pieces)


Start = Callable[..., Run]


def recordings_in(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the wire of each recording in ``folder``, by the address and how it ended."""
    found: dict[str, bytes] = {}
    for place in sorted(folder.iterdir()):
        info = read_info(place)
        assert info is not None
        assert info.ended is not None
        recording = Recording.existing(place)
        found[f"{info.address} {info.protocol} {info.ended.outcome}"] = recording.wire(0, recording.wire_size)
        recording.close()
    return found
