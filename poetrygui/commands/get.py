"""``poetrygui get``: fetch without a window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui import commands
from poetrygui.commands.ends_told import not_kept
from poetrygui.commands.get_task import Address, GetOptions, Task, Tasks
from poetrygui.commands.get_told import tell_end, tell_news
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.progress import Progress
from poetrygui.commands.standard_streams import StandardOutput
from poetrygui.commands.terminal_asker import TerminalAsker
from poetrygui.commands.trace import Trace
from poetrygui.core import fetching
from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.outcomes import Connecting, Ended, Receiving, State
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.address import parse_address
from poetrygui.errors import PoetryError

_NO_DESCRIPTORS = "the system lets this program have no more files and connections open (see ulimit -n)"


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
        self._is_over = False
        self._is_silent = False
        self._count = len(servers)  # addresses, and those who connected
        self._as_asked = 0  # of these from which all came that was asked for, and is where it belongs
        self._fetches: RunningFetches[Task] = RunningFetches(reactor)
        trace = Trace(progress.tell_lines, chunks=options.trace, stack=options.stack)
        alone = len(servers) == 1
        asker = TerminalAsker(reactor, progress)
        fields = commands.FieldsTold(options.protocol, progress.tell) if options.fields else None
        self._makes = Tasks(
            reactor, options, self._outlet, trace, self._wire_failed, alone=alone, asker=asker, fields=fields
        )
        factories = SharedFactories(lambda _: options.protocol)
        self._tasks = [
            self._task(self._address(number, server, factories.factory_for(server)), 1)
            for number, server in enumerate(servers, 1)
        ]

    def start(self) -> Deferred[bool]:
        """Begin; fires when all have ended and everything is written, with whether all came that was asked for."""
        for task in self._tasks:
            self._fetches.start(task)
        if waiting := self._fetches.waiting:
            self._progress.tell(f"{waiting} of {self._count} wait until others have ended: {_NO_DESCRIPTORS}.")
        return self._fetches.when_over().addCallback(lambda _: self._all_ended())

    def stop(self) -> None:
        """End what is still running, and begin nothing more."""
        self._is_over = True
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
        self._makes.clear()

    def connections(self) -> list[Connection]:
        """Return the connections that stand."""
        return self._fetches.connections()

    # Setting up

    def _address(self, number: int, server: Server, factory: PoemFactory) -> Address:
        limits = self._options.limits
        limited = None if limits is None else fetching.Limited(self._reactor, limits)
        listener = parse_address(server.address, dict(server.transport_options)).listener(self._reactor)
        # Who listens is come back to.
        pauses = fetching.Pauses() if self._options.reconnect and listener is None else None
        return Address(number, server, factory, limited, pauses, listener)

    def _task(self, to: Address, count: int, peer: fetching.Peer | None = None) -> Task:
        if to.listener is not None and peer is None:
            listening = fetching.Listening(to.listener, partial(self._came, to))
            task = self._makes.listen(to, listening, self._state, partial(tell_news, self._progress))
        else:
            task = self._makes.make(to, count, self._state, peer)
        self._fetches.add(task, task.fetch, task.written)
        return task

    def _came(self, to: Address, peer: fetching.Peer) -> None:
        """Fetch one who has connected."""
        try:
            task = self._task(to, peer.number, peer)
        except PoetryError as error:
            self._progress.tell(str(error))
            return
        self._tasks.append(task)
        self._count += 1
        self._fetches.start(task)

    # What happens

    def _state(self, task: Task, state: State) -> None:
        # Who has connected is not connecting, and where it is listened is told as news.
        if task.told is not None and not (isinstance(state, Connecting) and task.to.listener is not None):
            task.told.state(state)
        connection = task.fetch.connection
        if isinstance(state, Receiving) and task.moments is not None and connection is not None:
            task.moments.ready(connection.wire_layout)
        if task.to.limited is not None:
            task.to.limited.state(state)
        if isinstance(state, Ended):
            task.wire.end(state, partial(self._ended, task))
        self._progress.show(task.key, state, self._count)

    def _ended(self, task: Task, ended: Ended) -> None:
        """Have the end of a poem where it belongs, and then tell it."""
        tell = partial(self._tell_end, task, ended)
        if task.file is not None:
            # Of a pause in which it was enough there is no file.
            is_whole = task.is_as_asked(ended) and (task.count == 1 or bool(ended.received))
            self._outlet.run(partial(task.file.finish, is_whole=is_whole), tell)
        elif task.led is not None:
            end = self._outlet.end_poem
            self._outlet.run(task.led.finish, lambda told: tell(told) if told or task.peer else end(tell))
        elif not isinstance(task.keeper, PassedPoem):
            pieces = task.keeper.pieces_once(exact=self._options.exact)
            self._outlet.write_poem(f"# {task.address}: {ended.outcome}", pieces, tell)
        elif task.told is None or task.listening is not None:
            self._outlet.end_poem(tell)
        else:
            tell(None)

    def _tell_end(self, task: Task, ended: Ended, result: object) -> None:
        if isinstance(result, Failure):
            ended = not_kept(task.file, ended, result, is_whole=task.is_as_asked(ended))
        if not isinstance(task.keeper, PassedPoem):
            task.keeper.discard()
        pause = self._pause_after(task, ended)
        if task.told is not None:
            limit = "" if task.to.limited is None else task.to.limited.reached
            task.told.ended(ended, limit=limit, pause=pause, peers=task.peers)
        if not self._is_silent:
            tell_end(self._progress, self._options, task, ended)
        if pause is not None:
            self._connect_again(task, pause)
        else:
            self._as_asked += task.is_as_asked(ended)
            if task.peer is not None:
                self._tasks.remove(task)
            elif task.to.limited is not None:
                task.to.limited.close()
        task.written.callback(None)

    def _pause_after(self, task: Task, ended: Ended) -> float | None:
        """Return in how many seconds the address is connected to again; None where it is not."""
        pauses = task.to.pauses
        if pauses is None or task.to.is_over or self._is_over:
            return None
        return pauses.after(ended)

    def _begin(self, task: Task) -> None:
        self._fetches.start(task)

    def _connect_again(self, task: Task, pause: float) -> None:
        try:
            following = self._task(task.to, task.count + 1)
        except PoetryError as error:
            self._progress.tell(str(error))
            return
        self._tasks[task.to.number - 1] = following
        self._progress.tell(f"{task.address}: connects again in {pause:.1f} s")
        timers = Timers(self._reactor)
        timers.set("pause", pause, partial(self._begin, following))
        # Whoever stops it meanwhile has it end without a connection.
        following.fetch.done.addBoth(lambda _: timers.cancel_all())

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
        as_asked, count = self._as_asked, self._count
        if self._options.trace and not self._is_silent:
            seconds = self._reactor.seconds() - self._started_at
            self._progress.tell(f"Got {as_asked} of {count} poems in {seconds:.3f} seconds")
        return as_asked == count and not self._is_silent and not self._makes.has_failed
