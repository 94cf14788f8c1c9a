"""``poetrygui get``: fetch without a window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.commands.ends_told import end_sentence, not_kept, shown_undelivered
from poetrygui.commands.get_task import Address, GetOptions, Task, Tasks
from poetrygui.commands.outlet import Outlet
from poetrygui.commands.progress import Progress
from poetrygui.commands.standard_streams import StandardOutput
from poetrygui.commands.trace import Trace
from poetrygui.core import fetching
from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.outcomes import Ended, Receiving, State
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PoetryError


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
        self._as_asked = 0  # addresses from which all came that was asked for, and is where it belongs
        self._fetches: RunningFetches[Task] = RunningFetches(reactor)
        trace = Trace(progress.tell_lines, chunks=options.trace, stack=options.stack)
        alone = len(servers) == 1
        self._makes = Tasks(reactor, options, self._outlet, trace, self._wire_failed, alone=alone)
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
            limit = "the system lets this program have no more files and connections open (see ulimit -n)"
            self._progress.tell(f"{waiting} of {len(self._tasks)} wait until others have ended: {limit}.")
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
        return Address(number, server, factory, limited, fetching.Pauses() if self._options.reconnect else None)

    def _task(self, to: Address, count: int) -> Task:
        task = self._makes.make(to, count, self._state)
        self._fetches.add(task, task.fetch, task.written)
        return task

    # What happens

    def _state(self, task: Task, state: State) -> None:
        if task.told is not None:
            task.told.state(state)
        connection = task.fetch.connection
        if isinstance(state, Receiving) and task.moments is not None and connection is not None:
            task.moments.ready(connection.wire_layout)
        if task.to.limited is not None:
            task.to.limited.state(state)
        if isinstance(state, Ended):
            task.wire.end(state, partial(self._ended, task))
        self._progress.show([each.fetch.state for each in self._tasks])

    def _ended(self, task: Task, ended: Ended) -> None:
        """Have the end of a poem where it belongs, and then tell it."""
        tell = partial(self._tell_end, task, ended)
        if task.file is not None:
            # Of a pause in which it was enough there is no file.
            is_whole = task.is_as_asked(ended) and (task.count == 1 or bool(ended.received))
            self._outlet.run(partial(task.file.finish, is_whole=is_whole), tell)
        elif not isinstance(task.keeper, PassedPoem):
            pieces = task.keeper.exact_pieces() if self._options.exact else task.keeper.row_pieces()
            self._outlet.write_poem(f"# {task.address}: {ended.outcome}", pieces, tell)
        elif task.told is None:
            self._outlet.end_poem(tell)
        else:
            tell(None)

    def _tell_end(self, task: Task, ended: Ended, result: object) -> None:
        if task.file is not None and isinstance(result, Failure):
            ended = not_kept(task.file, ended, result, is_whole=task.is_as_asked(ended))
        if not isinstance(task.keeper, PassedPoem):
            task.keeper.discard()
        pause = self._pause_after(task, ended)
        if task.told is not None:
            limit = "" if task.to.limited is None else task.to.limited.reached
            task.told.ended(ended, limit=limit, pause=pause)
        if not self._is_silent:
            self._say_end(task, ended)
        if pause is not None:
            self._connect_again(task, pause)
        else:
            self._as_asked += task.is_as_asked(ended)
            if task.to.limited is not None:
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

    def _say_end(self, task: Task, ended: Ended) -> None:
        if self._options.trace:
            self._progress.tell(f"Task {task.to.number}: {ended.bytes} bytes of poetry")
        if not self._options.json_lines or self._options.trace:
            where = f" into {task.file.path}" if task.file is not None and task.file.is_kept else ""
            self._progress.tell(f"{task.address}: {end_sentence(ended)}{where}")
            if ended.undelivered is not None:
                self._progress.tell_lines(shown_undelivered(ended.undelivered))
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
        as_asked, count = self._as_asked, len(self._tasks)
        if self._options.trace and not self._is_silent:
            seconds = self._reactor.seconds() - self._started_at
            self._progress.tell(f"Got {as_asked} of {count} poems in {seconds:.3f} seconds")
        return as_asked == count and not self._is_silent and not self._makes.has_failed
