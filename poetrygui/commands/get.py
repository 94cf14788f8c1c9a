"""``poetrygui get``: fetch without a window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui import commands, recordings
from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.output_files import OutputFile
from poetrygui.commands.progress import Progress
from poetrygui.commands.scratch import Scratch
from poetrygui.commands.standard_streams import StandardOutput
from poetrygui.commands.trace import Trace
from poetrygui.commands.wires import Wire, WireOptions, Wires
from poetrygui.core import poems
from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.outcomes import Ended, Outcome, State, Undelivered
from poetrygui.core.poems.keeper import is_full
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.undelivered_text import undelivered_rows, undelivered_sentence
from poetrygui.errors import SaveError

# Rows of what was not delivered that are told; --jsonl has all of it.
_MOST_ROWS = 8


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


class Get:
    """Fetches several servers at once and writes what comes where it belongs.

    Poems go to ``out``, or into files; everything else is told to ``progress``, a line at a time.
    """

    def __init__(
        self, reactor: Any, servers: Sequence[Server], options: GetOptions, out: StandardOutput, progress: Progress
    ) -> None:
        """Prepare the tasks, numbered from 1 in the order of ``servers``; ``options`` are what the user asked for.

        Raises SaveError for an output folder.
        """
        self._reactor = reactor
        self._options = options
        self._outlet = Outlet(reactor, out, self._out_failed)
        self._progress = progress
        self._started_at = reactor.seconds()
        self._scratch = Scratch()
        self._is_silent = False
        self._complete = 0  # poems that came whole and are where they belong
        self._fetches: RunningFetches[_Task] = RunningFetches(reactor)
        self._trace = Trace(progress.tell_lines, chunks=options.trace, stack=options.stack)
        self._wires = Wires(options.wire, self._outlet, self._wire_failed)
        factories, alone = SharedFactories(lambda _: options.protocol), len(servers) == 1
        self._tasks = [
            self._task(number, server, factories.factory_for(server), alone=alone)
            for number, server in enumerate(servers, 1)
        ]

    def start(self) -> Deferred[bool]:
        """Begin; fires when all have ended and everything is written, with whether all are complete."""
        for task in self._tasks:
            self._fetches.start(task)
        if waiting := self._fetches.waiting:
            limit = "the system lets this program have no more files and connections open (see ulimit -n)"
            self._progress.tell(f"{waiting} of {len(self._tasks)} wait until others have ended: {limit}.")
        return self._fetches.when_over().addCallback(lambda _: self._all_ended())

    def stop(self) -> None:
        """End what is still running."""
        self._fetches.stop_all()

    def leave(self) -> None:
        """End it, and tell nothing more: whoever read what this tells has gone."""
        self._is_silent = True
        self._outlet.close()
        self.stop()

    def abandon(self) -> None:
        """Wait no longer for a reader that takes nothing."""
        self._outlet.abandon()
        for task in self._tasks:
            if isinstance(task.keeper, PassedPoem):
                task.keeper.abandon()

    def clear(self) -> None:
        """Remove what is on disk only for as long as this runs."""
        self._scratch.remove()

    def connections(self) -> list[Connection]:
        """Return the connections that stand."""
        return self._fetches.connections()

    # Setting up

    def _task(self, number: int, server: Server, factory: PoemFactory, *, alone: bool) -> _Task:
        options, outlet = self._options, self._outlet
        file: OutputFile | None = None
        keeper: PassedPoem | poems.PoemStore
        if options.output is not None:
            try:
                file = OutputFile(options.output, number, server.address)
            except OSError as error:
                raise SaveError(f"{options.output} cannot hold the poems: {error.strerror or error}.") from error
            keeper = PassedPoem(file.write_some, exact=options.exact, where=str(file.path), disk=outlet.disk)
        elif options.json_lines or options.wire.is_on_standard_output:
            keeper = PassedPoem(len, exact=True, where="standard output")
        elif alone:
            where = "standard output"
            keeper = PassedPoem(outlet.out.write_some, exact=options.exact, where=where, disk=outlet.disk)
        else:
            keeper = poems.PoemStore(self._scratch.folder / str(number))
        wire = self._wires.begin(server)
        told: recordings.FrameLines | None = None
        also: list[FrameSink] = [] if wire.sink is None else [wire.sink]
        if options.json_lines:
            told = recordings.FrameLines(number, server.address, outlet.write, began_at=wire.clock.began_at)
            moments = commands.FrameMoments(wire.clock)
            wire.add(moments)
            also.insert(0, commands.FramesTold(keeper, told, moments))
        traced = options.trace or options.stack
        fetch: Fetch[PassedPoem | poems.PoemStore] = Fetch(
            self._reactor,
            server,
            factory,
            keeper,
            disk=outlet.disk if isinstance(keeper, PassedPoem) else None,
            on_state=lambda state: self._state(task, state),
            on_chunk=(lambda connection, data: self._trace.chunk(number, connection, data)) if traced else None,
            also=None if not also else also[0] if len(also) == 1 else TwoSinks(*also),
            wire=wire if wire.is_heard else None,
        )
        wire.when_failed(fetch.stop)
        task = _Task(number, fetch, keeper, file, told, wire)
        self._fetches.add(task, fetch, task.written)
        return task

    # What happens

    def _state(self, task: _Task, state: State) -> None:
        if task.told is not None:
            task.told.state(state)
        if isinstance(state, Ended):
            task.wire.end(state, partial(self._ended, task))
        self._progress.show([each.fetch.state for each in self._tasks])

    def _ended(self, task: _Task, ended: Ended) -> None:
        """Have the end of a poem where it belongs, and then tell it."""
        tell = partial(self._tell_end, task, ended)
        if task.file is not None:
            self._outlet.run(partial(task.file.finish, is_whole=ended.outcome is Outcome.COMPLETE), tell)
        elif not isinstance(task.keeper, PassedPoem):
            pieces = task.keeper.exact_pieces() if self._options.exact else task.keeper.row_pieces()
            self._outlet.write_poem(f"# {task.address}: {ended.outcome}", pieces, tell)
        elif task.told is None:
            self._outlet.end_poem(tell)
        else:
            tell(None)

    def _tell_end(self, task: _Task, ended: Ended, result: object) -> None:
        if task.file is not None and isinstance(result, Failure):
            ended = _not_kept(task.file, ended, result)
        if not isinstance(task.keeper, PassedPoem):
            task.keeper.discard()
        if task.told is not None:
            task.told.ended(ended)
        if not self._is_silent:
            self._say_end(task, ended)
        self._complete += ended.outcome is Outcome.COMPLETE
        task.written.callback(None)

    def _say_end(self, task: _Task, ended: Ended) -> None:
        if self._options.trace:
            self._progress.tell(f"Task {task.number}: {ended.bytes} bytes of poetry")
        if not self._options.json_lines or self._options.trace:
            where = f" into {task.file.path}" if task.file is not None and task.file.is_kept else ""
            self._progress.tell(f"{task.address}: {_sentence(ended)}{where}")
            if ended.undelivered is not None:
                self._progress.tell_lines(_shown_undelivered(ended.undelivered))
        if ended.details:
            self._progress.tell_lines(ended.details)

    def _wire_failed(self, sentence: str) -> None:
        self._progress.tell(sentence)
        self.stop()

    def _out_failed(self) -> None:
        if not self._is_silent:
            out = self._outlet.out
            if not out.reader_is_gone:
                self._progress.tell(out.problem)
            # Whoever read the poems has gone; nobody is told about the rest.
            self.leave()

    def _all_ended(self) -> Deferred[bool]:
        self.clear()
        return self._outlet.when_written().addCallback(lambda _: self._all_written())

    def _all_written(self) -> bool:
        self._progress.close()
        complete, count = self._complete, len(self._tasks)
        if self._options.trace and not self._is_silent:
            seconds = self._reactor.seconds() - self._started_at
            self._progress.tell(f"Got {complete} of {count} poems in {seconds:.3f} seconds")
        return complete == count and not self._is_silent and not self._wires.has_failed


@frozen(eq=False)
class _Task:
    number: int
    fetch: Fetch[PassedPoem | poems.PoemStore] = field(repr=False)
    keeper: PassedPoem | poems.PoemStore
    file: OutputFile | None
    told: recordings.FrameLines | None
    wire: Wire
    written: Deferred[None] = field(factory=Deferred, init=False)
    """Fires when all of it is where it belongs, and its end is told."""

    @property
    def address(self) -> str:
        """Where it comes from, for people."""
        return str(self.fetch.server.address)


def _not_kept(file: OutputFile, ended: Ended, failure: Failure) -> Ended:
    """Return the end of a poem whose file could not be brought to the disk, or not be given its name."""
    error = failure.value
    cause = str(error)
    if isinstance(error, OSError):
        cause = (error.strerror or cause).lower()
    if ended.outcome is not Outcome.COMPLETE:
        return evolve(ended, reason=f"{ended.reason}; and what arrived is perhaps not safely in {file.path}: {cause}")
    outcome = Outcome.DISK_FULL if isinstance(error, OSError) and is_full(error) else Outcome.DISK_ERROR
    return evolve(ended, outcome=outcome, reason=f"what arrived could not be kept in {file.path}: {cause}")


def _sentence(ended: Ended) -> str:
    frames = "1 frame" if ended.frames == 1 else f"{ended.frames:,} frames"
    came = f" ({ended.received:,} received)" if ended.received not in (None, ended.bytes) else ""
    return f"{ended.outcome}, {ended.bytes:,} bytes in {frames}{came}, {ended.seconds:.3f} s: {ended.reason}"


def _shown_undelivered(undelivered: Undelivered) -> str:
    """Return what was not delivered: where its beginning is known, the beginning, else the end."""
    rows = list(undelivered_rows(undelivered))
    if len(rows) > _MOST_ROWS:
        rows = [*rows[:_MOST_ROWS], "…"] if undelivered.is_exact else ["…", *rows[-_MOST_ROWS:]]
    return "\n".join([f"{undelivered_sentence(undelivered)}:", *rows])
