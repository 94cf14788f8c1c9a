"""Running jobs on a recording from the command line, one after the other, to their end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen
from twisted.internet.defer import Deferred, succeed
from twisted.python.failure import Failure

from poetrygui.ending import ENDING
from poetrygui.errors import RecordingError
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.recordings.workers import Workers, workers_for


@frozen
class Task:
    """A job by its name, its arguments, and who hears what it says."""

    job: str
    arguments: dict[str, Any]
    on_message: Callable[[Message], None]


def run_tasks(
    reactor: Any, tasks: Sequence[Task], before: Deferred[None] | None = None, workers: Workers | None = None
) -> str:
    """Run the ``reactor`` until all ``tasks`` are through; return why one could not be brought to its end, or nothing.

    They begin once ``before`` has fired, which is cancelled where the program is ended first, and are done by
    ``workers``, or by ones of their own, which are closed behind them. Raises RecordingError for what a job cannot read
    or load, what a listener raises, and what ``before`` fails with.
    """
    first = succeed(None) if before is None else before
    run = _Run(reactor, workers or workers_for(reactor), tasks, first)
    reactor.callWhenRunning(ENDING.watch, reactor)
    reactor.callWhenRunning(first.addCallbacks, lambda _: run.begin_next(), run.fail)
    reactor.addSystemEventTrigger("before", "shutdown", run.close)
    reactor.run()
    if run.error is not None:
        raise run.error
    return run.problem


class _Run:
    """Runs the tasks, and stops the reactor after the last, or the first that fails."""

    def __init__(self, reactor: Any, workers: Workers, tasks: Sequence[Task], before: Deferred[None]) -> None:
        self.problem = "it was interrupted"
        self.error: Exception | None = None
        self._reactor = reactor
        self._workers = workers
        self._tasks = list(tasks)
        self._before = before
        self._is_closed = False

    def begin_next(self) -> None:
        if not self._tasks:
            self._stop("")
            return
        task = self._tasks.pop(0)

        def heard(message: Message) -> None:
            try:
                if isinstance(message, dict) and "problem" in message:
                    raise RecordingError(str(message["problem"]))
                task.on_message(message)
            except Exception as error:  # noqa: BLE001 - raised again where the command can tell it
                self.error = self.error or error
                running.stop()

        running = self._workers.start(task.job, task.arguments, heard, self._ended)

    def fail(self, failure: Failure) -> None:
        if self._is_closed:
            return
        self.error = failure.value if isinstance(failure.value, Exception) else RuntimeError(failure.value)
        self._stop("")

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            # A question on the terminal is taken back, or it would go on without showing what is typed.
            self._before.cancel()
            self._workers.close()

    def _ended(self, end: HostEnd) -> None:
        if self._is_closed:
            return
        if end.problem or self.error is not None:
            self._stop(end.problem)
        else:
            self.begin_next()

    def _stop(self, problem: str) -> None:
        self.problem = problem
        self._reactor.stop()
