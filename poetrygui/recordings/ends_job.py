"""A job that finds where frames end, asked again and again: beginning a process for each question took the most."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from typing import Protocol as StructuralType

from attrs import define, field, frozen
from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.workers import AskedJob, StartAskedJob

KEPT = 30.0
"""Seconds for which a job waits for another question."""

Ends = Mapping[int, Sequence[int] | None]
"""Of chunks, by their numbers: where frames end, or None where that cannot be found out."""
Borders = Iterable[tuple[int, int]]
"""Bytes at which a frame ends, each with how many frames there are up to it."""


class Clock(StructuralType):
    """What calls later and can be told not to; a reactor is one."""

    def callLater(self, delay: float, callable: Callable[[], object]) -> IDelayedCall:
        """Call ``callable`` when so many seconds have passed."""

    def seconds(self) -> float:
        """Return the time."""


@frozen
class Question:
    """Where the frames of some ``chunks`` end, which hold the bytes ``wire``, from and up to.

    A frame ends at ``border``, which also says how many frames there are up to it.
    """

    chunks: Sequence[Chunk]
    wire: tuple[int, int]
    border: tuple[int, int]

    def told(self) -> dict[str, Any]:
        """Return it as a job is told."""
        return {"wire": [*self.wire], "border": self.border}


class EndsJob:
    """Asks one job as long as there are questions, and another one where that is gone."""

    def __init__(
        self, folder: str, start: StartAskedJob, clock: Clock, on_answer: Callable[[Ends, Borders], None]
    ) -> None:
        """Ask about the recording in ``folder``; nothing is begun by ``start`` yet.

        ``clock`` times for how long a job waits, and ``on_answer`` hears what was found.
        """
        self._folder = folder
        self._start = start
        self._clock = clock
        self._on_answer = on_answer
        self._count = 0  # of jobs that were begun or stopped: what others say does not count
        self._job: AskedJob | None = None
        self._protocol: PinnedProtocol | None = None
        self._answer: _Answer | None = None
        self._has_answered = False  # this job
        self._end: IDelayedCall | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it owes an answer."""
        return self._answer is not None

    def ask(self, protocol: PinnedProtocol, question: Question) -> None:
        """Ask one question; the one before is answered. ``protocol`` has framed the recording as it came."""
        if protocol != self._protocol:
            self.stop()
        self._protocol, self._answer = protocol, _Answer(question)
        self._rest_no_more()
        if self._job is not None:
            self._job.ask(question.told())
            return
        self._count += 1
        self._has_answered = False
        arguments = {"recording": self._folder, "protocol": protocol.as_json(), **question.told()}
        hearing = partial(self._hear, self._count), partial(self._ended, self._count)
        self._job = self._start("ends", arguments, *hearing)

    def stop(self) -> None:
        """End the job; a question that it owes an answer to gets none."""
        self._count += 1
        self._answer = None
        self._rest_no_more()
        job, self._job = self._job, None
        if job is not None:
            job.stop()

    def _rest_no_more(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _hear(self, count: int, message: Message) -> None:
        if count == self._count and self._answer is not None and self._answer.hear(message):
            self._has_answered = True
            self._end = self._clock.callLater(KEPT, self._kept_long_enough)
            self._answered()

    def _kept_long_enough(self) -> None:
        self._end = None
        self.stop()

    def _ended(self, count: int, _end: HostEnd) -> None:
        if count != self._count:
            return
        self._job = None
        self._rest_no_more()
        if self._answer is not None and self._has_answered and self._protocol is not None:
            # It may have gone before it was asked.
            self.ask(self._protocol, self._answer.question)
        elif self._answer is not None:
            self._answered()

    def _answered(self) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            self._on_answer(*answer.found())


@define
class _Answer:
    """What the job has said about one question."""

    question: Question
    ends: list[Sequence[int]] = field(factory=list)
    borders: list[tuple[int, int]] = field(factory=list)
    is_same: bool = False

    def hear(self, message: Message) -> bool:
        """Take a message, and tell whether it was the last."""
        chunks = self.question.chunks
        if isinstance(message, array):
            self.ends.append(message)
        elif isinstance(message, dict) and "first" in message:
            self.is_same = bool(chunks) and message["first"] == chunks[0].frames_before
        elif isinstance(message, dict) and "borders" in message:
            self.borders = [(int(byte), int(frames)) for byte, frames in message["borders"]]
        elif isinstance(message, dict):
            self.is_same &= not message.get("depends") and bool(message.get("is_exact"))
            return "is_exact" in message
        return False

    def found(self) -> tuple[Ends, Borders]:
        """Return what is known by it."""
        found: dict[int, Sequence[int] | None] = dict.fromkeys(chunk.number for chunk in self.question.chunks)
        for chunk, ends in zip(self.question.chunks, self.ends, strict=False):
            if self.is_same and len(ends) == chunk.frames_after - chunk.frames_before:
                found[chunk.number] = ends
        return found, self.borders if self.is_same else ()
