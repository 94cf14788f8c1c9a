"""One connection of ``poetrygui get``: what fetches it, and where what it brings goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from attrs import field, frozen
from twisted.internet.defer import Deferred

from poetrygui import commands, recordings
from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.commands.led_rows import LedRows
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.output_files import OutputFile
from poetrygui.commands.scratch import Scratch
from poetrygui.commands.trace import Trace
from poetrygui.commands.wires import Wire, WireClock, WireOptions, Wires
from poetrygui.core import fetching, poems
from poetrygui.core.connection.asides import AsidesHeard
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.outcomes import Ended, Outcome, State
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting
from poetrygui.errors import SaveError

Say = Callable[["Task", str], object]


@frozen
class GetOptions:
    """What the user asked for, besides the servers. ``output`` None writes to standard output."""

    protocol: type[PoemProtocol]
    output: Path | None = None
    exact: bool = False
    json_lines: bool = False
    trace: bool = False
    stack: bool = False
    guard: bool = True
    wire: WireOptions = field(factory=WireOptions)
    limits: fetching.Limits | None = None
    reconnect: bool = False
    passwords: fetching.Passwords | None = field(default=None, repr=False)
    fields: bool = False


@frozen
class Address:
    """One of the addresses, with what is the same for all connections to it; numbered from 1."""

    number: int
    server: Server
    factory: PoemFactory = field(repr=False)
    limited: fetching.Limited | None = field(repr=False)
    pauses: fetching.Pauses | None = field(repr=False)
    """How long to wait before each connection but the first; None where there is only that."""
    listener: connecting.Listener | None = field(default=None, repr=False)
    """What waits for those who connect, each of whom is a stream; None where this is what is connected to."""

    @property
    def is_over(self) -> bool:
        """Whether there is to be no more connection."""
        return self.pauses is None or (self.limited is not None and self.limited.is_over)


@frozen(eq=False)
class Task:
    """A connection to an address, the ``count``-th to it."""

    to: Address
    count: int
    fetch: Fetch[PassedPoem | poems.PoemStore] = field(repr=False)
    keeper: PassedPoem | poems.PoemStore
    file: OutputFile | None
    told: recordings.FrameLines | None
    moments: commands.FrameMoments | None
    wire: Wire
    peer: fetching.Peer | None = None
    """Who made it, where others connect."""
    listening: fetching.Listening | None = None
    """What waits for these, where this is none of their connections."""
    led: LedRows | None = None
    """What its rows go through, where others' stand between them, or may."""
    written: Deferred[None] = field(factory=Deferred, init=False)
    """Fires when all of it is where it belongs, and its end is told."""

    @property
    def address(self) -> str:
        """Where it comes from, for people, who are told something behind a colon: of ``stdin:`` that is its own."""
        address = str(self.fetch.server.address).removesuffix(":")
        return address if self.peer is None else f"{address}, {self.peer.name}"

    @property
    def key(self) -> tuple[int, int]:
        """Whose progress it tells: that of its address, on one connection after the other, or of who connected."""
        return self.to.number, 0 if self.peer is None else self.peer.number

    @property
    def peers(self) -> int | None:
        """How many have connected; None where it is no task that listens."""
        return None if self.listening is None else self.listening.count

    def is_as_asked(self, ended: Ended) -> bool:
        """Tell whether all has come, or all that was asked for."""
        limited = self.to.limited
        if self.listening is not None and self.listening.has_all and ended.outcome is Outcome.STOPPED:
            return True
        return ended.outcome is Outcome.COMPLETE or (limited is not None and limited.is_as_asked(ended))


class Tasks:
    """Makes them, each with what it writes to."""

    def __init__(
        self,
        reactor: Any,
        options: GetOptions,
        outlet: Outlet,
        trace: Trace,
        wire_failed: Callable[[str], object],
        *,
        alone: bool,
        asker: Asker | None = None,
        fields: commands.FieldsTold | None = None,
    ) -> None:
        """Have what comes go where ``options`` say: to ``outlet``, as it comes where it is ``alone``, or into files.
        ``trace`` sees what comes.

        ``wire_failed`` hears why a capture cannot go on, ``asker`` asks what a way to a server has to, and ``fields``
        tells those of frames. Raises SaveError for the capture.
        """
        self._reactor = reactor
        self._options = options
        self._outlet = outlet
        self._trace = trace
        self._alone = alone
        self._asker = asker
        self._fields = fields
        self._scratch = Scratch()
        self._wires = Wires(options.wire, outlet, wire_failed)

    @property
    def has_failed(self) -> bool:
        """Whether a capture is not whole."""
        return self._wires.has_failed

    def make(
        self, to: Address, count: int, on_state: Callable[[Task, State], None], peer: fetching.Peer | None = None
    ) -> Task:
        """Return the ``count``-th connection to an address, not started; ``on_state`` hears how it stands.

        It is ``peer``'s, where others connect. Raises SaveError and RecordingError where what is to come cannot be
        written.
        """
        options, outlet, server = self._options, self._outlet, to.server
        led = None
        if self._alone and options.output is None and (peer is not None or self._shows_rows):
            led = LedRows("" if peer is None else f"{peer.name}: ", outlet.out.write_some)
        file, keeper = self._place(to, count, peer, led)
        wire = self._wires.begin(server, count)
        told: recordings.FrameLines | None = None
        moments: commands.FrameMoments | None = None
        also: list[FrameSink] = [] if wire.sink is None else [wire.sink]
        if options.json_lines:
            told = self._told(to, count if options.reconnect or peer else None, peer, wire.clock.began_at)
            moments = commands.FrameMoments(wire.clock)
            wire.add(moments)
            also.insert(0, commands.FramesTold(keeper, told, moments))
        traced, number = options.trace or options.stack, to.number
        where = "" if self._alone else server.address
        fetch: Fetch[PassedPoem | poems.PoemStore] = Fetch(
            self._reactor,
            server,
            to.factory,
            keeper,
            disk=outlet.disk if isinstance(keeper, PassedPoem) else None,
            on_state=lambda state: on_state(task, state),
            on_chunk=(lambda connection, data: self._trace.chunk(number, connection, data)) if traced else None,
            also=None if not also else also[0] if len(also) == 1 else TwoSinks(*also),
            wire=AsidesHeard(
                wire if wire.is_heard else NobodyListens(),
                partial(self._trace.aside, where),
                server=options.trace,
                sender_is=self._sender_is(keeper, led),
            ),
            limited=to.limited,
            passwords=options.passwords,
            endpoint=peer,
            asker=self._asker,
        )
        if peer is not None:
            peer.fetch = fetch
        wire.when_failed(fetch.stop)
        task = Task(to, count, fetch, keeper, file, told, moments, wire, peer, led=led)
        return task

    def listen(
        self, to: Address, listening: fetching.Listening, on_state: Callable[[Task, State], None], say: Say
    ) -> Task:
        """Return the task that does the ``listening`` at an address, not started; it is numbered as the address ``to``.

        ``on_state`` hears how it stands, and ``say`` gets its news.
        """
        told = self._told(to, None, None, 0.0) if self._options.json_lines else None
        keeper = PassedPoem(len, exact=True, where="")
        fetch: Fetch[PassedPoem | poems.PoemStore] = Fetch(
            self._reactor,
            to.server,
            to.factory,
            keeper,
            on_state=lambda state: on_state(task, state),
            limited=to.limited,
            endpoint=listening,
        )
        if to.limited is not None:
            to.limited.stop_all = fetch.stop
        task = Task(to, 0, fetch, keeper, None, told, None, Wire(WireClock()), listening=listening)
        listening.report(fetch.notices.tell, fetch.stop, partial(say, task))
        return task

    def _told(
        self, to: Address, connection: int | None, peer: fetching.Peer | None, began_at: float
    ) -> recordings.FrameLines:
        more = None if peer is None else {"peer": peer.name}
        write = self._outlet.write
        return recordings.FrameLines(
            to.number,
            to.server.address,
            write,
            began_at=began_at,
            connection=connection,
            more=more,
            fields=self._fields,
        )

    @property
    def _shows_rows(self) -> bool:
        options = self._options
        return not (options.exact or options.json_lines or options.wire.is_on_standard_output)

    def _sender_is(self, keeper: PassedPoem | poems.PoemStore, led: LedRows | None) -> Callable[[str], None] | None:
        """Return what is told who sends, of several in one stream; None where that is told as all else beside it."""
        if self._options.json_lines:
            return lambda _: None  # each frame has it
        if led is None or not isinstance(keeper, PassedPoem) or not self._shows_rows:
            return None
        keeper.on_lead = led.lead_by
        return lambda sender: keeper.lead(f"{sender}: ")

    def clear(self) -> None:
        """Remove what is on disk only for as long as this runs."""
        self._scratch.remove()

    def _place(
        self, to: Address, count: int, peer: fetching.Peer | None, led: LedRows | None
    ) -> tuple[OutputFile | None, PassedPoem | poems.PoemStore]:
        options, outlet = self._options, self._outlet
        if options.output is not None:
            try:
                file = OutputFile(options.output, to.number, to.server.address if peer is None else peer.name)
            except OSError as error:
                raise SaveError(f"{options.output} cannot hold the poems: {error.strerror or error}.") from error
            return file, PassedPoem(file.write_some, exact=options.exact, where=str(file.path), disk=outlet.disk)
        where = "standard output"
        if options.json_lines or options.wire.is_on_standard_output:
            return None, PassedPoem(len, exact=True, where=where)
        if led is not None:
            return None, PassedPoem(led.write_some, exact=False, where=where, disk=outlet.disk)
        if self._alone:
            return None, PassedPoem(outlet.out.write_some, exact=options.exact, where=where, disk=outlet.disk)
        return None, poems.PoemStore(self._scratch.folder / f"{to.number}-{count}")
