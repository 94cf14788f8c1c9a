"""One direction of what ``poetrygui relay`` passes on: who hears it, and where what is heard goes."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve, field, frozen
from twisted.internet.defer import Deferred

from poetrygui import commands, recordings
from poetrygui.api import FrameSink
from poetrygui.commands.led_rows import LedRows
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.sent_together import SentTogether
from poetrygui.commands.wires import Wire, WireOptions, Wires
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.outcomes import State
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting
from poetrygui.relay.side import Side

Keeper: TypeAlias = PassedPoem | PoemStore


class Direction(enum.StrEnum):
    """Where what is heard is on its way to."""

    TO_SERVER = "to-server"  # it comes from the client
    TO_CLIENT = "to-client"  # it comes from the server


_ARROWS = {Direction.TO_SERVER: ">", Direction.TO_CLIENT: "<"}
_NAMES = {Direction.TO_SERVER: "client", Direction.TO_CLIENT: "server"}


@frozen
class RelayOptions:
    """What the user asked for: where to ``listen``, and by direction whence it comes and what frames it.

    Recordings go into files called after ``record``, or into ``folder``; without either, there are none.
    """

    listen: str
    servers: Mapping[Direction, Server]
    factories: Mapping[Direction, PoemFactory] = field(repr=False)
    raw: PoemFactory = field(repr=False)
    """What hears the rest of a direction whose protocol cannot."""
    sources: Mapping[Direction, bytes] = field(factory=dict, repr=False)
    record: Path | None = None
    folder: Path | None = None
    json_lines: bool = False
    quiet: bool = False
    tee: bool = False
    clients: int = 0
    """After how many it is over; 0 is never."""


@frozen(eq=False)
class HeardEnd:
    """What hears one direction of the ``number``-th client's connection, or the rest of it."""

    number: int
    direction: Direction
    side: Side
    peer: str
    name: str
    is_rest: bool
    fetch: Fetch[Keeper] = field(repr=False)
    told: recordings.FrameLines | None = field(repr=False)
    moments: commands.FrameMoments | None = field(repr=False)
    led: LedRows | None = field(repr=False)
    wire: Wire = field(repr=False)
    over: Deferred[None] = field(factory=Deferred, init=False, repr=False)
    """Fires when all of it is where it belongs, and its end is told."""


class HeardEnds:
    """Makes them, each with what it writes to."""

    def __init__(
        self,
        reactor: Any,
        options: RelayOptions,
        outlet: Outlet,
        recorder: Outlet,
        *,
        asker: Asker | None = None,
    ) -> None:
        """Have what is heard go where ``options`` say: rows and JSON to ``outlet``, recordings by ``recorder``.

        The ``asker`` asks what the way to a server has to.
        """
        self._reactor = reactor
        self._options = options
        self._outlet = outlet
        self._recorder = recorder
        self._asker = asker
        self._wires = {direction: Wires(self._wire_options(direction), recorder, len) for direction in Direction}
        self._counts = dict.fromkeys(Direction, 0)

    def make(
        self,
        number: int,
        peer: str,
        side: Side,
        direction: Direction,
        on_state: Callable[[HeardEnd, State], None],
        *,
        endpoint: connecting.Endpoint | None = None,
        is_rest: bool = False,
    ) -> HeardEnd:
        """Return what hears a ``direction`` by a ``side``, not started.

        It is connected by ``endpoint`` or, without one, to where the server's address says.

        It belongs to the ``number``-th client, called ``peer``; ``is_rest`` is for what follows where a protocol could
        not go on. ``on_state`` hears how it stands. Raises SaveError and RecordingError where what is to come cannot be
        recorded.
        """
        options, outlet = self._options, self._outlet
        server = options.servers[direction]
        if is_rest:
            server = evolve(server, protocol="raw", options=())
        self._counts[direction] += 1
        name = f"{peer} {_ARROWS[direction]} {options.servers[Direction.TO_CLIENT].address}"
        wire = self._wires[direction].begin(evolve(server, name=name), self._counts[direction])
        shows = not (options.json_lines or options.quiet)
        led = LedRows(f"{peer} {_ARROWS[direction]} ", outlet.out.write_some) if shows else None
        keeper: Keeper
        also: list[FrameSink] = []
        if options.quiet and isinstance(wire.sink, PoemStore):
            keeper, disk = wire.sink, self._recorder.disk
        else:
            write = len if led is None else led.write_some
            # As rows also where nobody gets them: to take what ends lines out of each chunk takes half of the time.
            keeper = PassedPoem(write, exact=False, where="standard output", disk=outlet.disk if led else None)
            also += [] if wire.sink is None else [wire.sink]
            disk = outlet.disk
        told: recordings.FrameLines | None = None
        moments: commands.FrameMoments | None = None
        if options.json_lines:
            more = {"direction": str(direction), "peer": peer}
            told = recordings.FrameLines(number, server.address, outlet.write, began_at=wire.clock.began_at, more=more)
            if not options.quiet:
                moments = commands.FrameMoments(wire.clock)
                wire.add(moments)
                also.insert(0, commands.FramesTold(keeper, told, moments))
        # A fetch has its keeper written itself, for each chunk.
        once = SentTogether(self._reactor, wire, has_it_written=keeper is not wire.sink)
        heard = once if wire.is_heard else None
        fetch: Fetch[Keeper] = Fetch(
            self._reactor,
            server,
            options.raw if is_rest else options.factories[direction],
            keeper,
            disk=disk,
            on_state=lambda state: on_state(end, state),
            also=None if not also else also[0] if len(also) == 1 else TwoSinks(*also),
            wire=heard or NobodyListens(),
            endpoint=endpoint,
            through=side.by,
            asker=self._asker,
        )
        wire.when_failed(fetch.stop)
        side.ears.wire = heard
        end = HeardEnd(number, direction, side, peer, name, is_rest, fetch, told, moments, led, wire)
        return end

    def _wire_options(self, direction: Direction) -> WireOptions:
        options = self._options
        record = options.record
        if record is not None:
            record = record.with_stem(f"{record.stem}-{_NAMES[direction]}")
        source = options.sources.get(direction, b"")
        return WireOptions(record, source=source, only_connected=True, folder=options.folder)
