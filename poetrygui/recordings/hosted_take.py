"""One run of a recording through a protocol in a process of its own, as a replay sees it."""

from __future__ import annotations

import contextlib
import math
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from poetrygui.core.files.disk import Disk
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.followed_poem import FollowedPoem
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.reframe import Step
from poetrygui.recordings.workers import AskedJob, StartAskedJob

_LONGEST = 64 * 1024


@frozen
class PlayedElsewhere:
    """A protocol to which recordings are played in jobs, which ``start`` starts."""

    protocol: PinnedProtocol
    start: StartAskedJob


@frozen
class _Answer:
    """How far it was, once it was asked to play up to a time: until then, or not yet."""

    until: float
    step: Step


class HostedTake:
    """Asks for each step and is told later what came of it: ``on_step`` is called then. Times are µs."""

    connection = None
    """What stands for its server is elsewhere, too."""

    def __init__(self, source: Path, protocol: PlayedElsewhere, output: Path, kept: PoemInfo, disk: Disk) -> None:
        """Play the recording in the folder ``source`` to ``protocol``; what is delivered lies in ``output``.

        ``kept`` is noted of it; ``disk`` removes it.
        """
        self.on_step: Callable[[], object] = bool
        """Called when it is known what came of a step."""
        self.store = FollowedPoem(output, kept)
        """What was delivered by now."""
        self.looked_at = 0
        """Bytes of the wire that the protocol was given."""
        self.time = 0
        """Up to where its own time has come."""
        self.due: int | None = 0
        """When something is next; None where nothing is."""
        self.ended: Ended | None = None
        """How it ended; None before it is through."""
        self._disk = disk
        self._asked: float | None = None
        self._answer: _Answer | None = None
        self._stop = ""
        told = {"recording": str(source), "output": str(output), "name": kept.name}
        arguments = {**told, "protocol": protocol.protocol.as_json()}
        self._job: AskedJob | None = protocol.start("replay", arguments, self._hear, self._job_ended)

    def step(self, until: float) -> Step | None:
        """Return what came of the last step, and ask for the next one where that was not up to ``until``.

        None where it is through.
        """
        if self.ended is not None:
            return None
        answer, self._answer = self._answer, None
        if answer is not None and not self._stop and (answer.step is not Step.WAITING or answer.until >= until):
            return answer.step
        if self._asked is None and self._job is not None:
            self._asked = until
            message: dict[str, Any] = {"until": None if math.isinf(until) else until}
            stop, self._stop = self._stop, ""
            self._job.ask({**message, "stop": stop} if stop else message)
        return Step.ELSEWHERE

    @property
    def asked_to(self) -> float:
        """Up to where it was asked to play and has not told yet; below 0 where it has."""
        return -1.0 if self._asked is None else self._asked

    def stop(self, reason: str) -> None:
        """End it at the next step; ``reason`` is a sentence."""
        self._stop = reason

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back at once: what is told of is written."""
        callback()

    def close(self) -> None:
        """End it now, and keep nothing."""
        self.on_step = bool
        job, self._job = self._job, None
        if job is not None:
            job.stop()
        self.store.close()
        self._disk.run(partial(shutil.rmtree, self.store.directory, ignore_errors=True), lambda _: None)

    def _hear(self, message: Message) -> None:
        if self._job is None or not isinstance(message, dict) or self.ended is not None:
            return
        if "problem" in message:
            self._fail(Outcome.PLUGIN_FAULT, str(message["problem"])[:_LONGEST])
            return
        try:
            self._take(message)
        except (KeyError, TypeError, ValueError) as error:
            self._fail(Outcome.PLUGIN_FAULT, f"its process sent garbage ({error})")
        self.on_step()

    def _take(self, message: Mapping[str, Any]) -> None:
        self.time, due = max(int(message["time"]), 0), message["due"]
        self.due, self.looked_at = None if due is None else int(due), int(message["looked_at"])
        self._look()
        asked, self._asked = self._asked, None
        if asked is None:
            raise ValueError("what nobody has asked for")
        if "ended" in message:
            self.ended = _ended_heard(message["ended"])
        else:
            self._answer = _Answer(asked, Step.WAITING if message["is_waiting"] is True else Step.CHUNK)

    def _look(self) -> None:
        # What cannot be read is said where the rows are read.
        with contextlib.suppress(OSError):
            self.store.look()

    def _job_ended(self, end: HostEnd) -> None:
        if self._job is None or self.ended is not None:
            return
        self._look()
        problem = end.problem or "its process ended before it was through"
        outcome = Outcome.PLUGIN_HANG if end.is_hang else Outcome.PLUGIN_FAULT
        self._fail(Outcome.STOPPED if end.is_orphan else outcome, problem, end.output)
        self.on_step()

    def _fail(self, outcome: Outcome, reason: str, details: str = "") -> None:
        self.ended = Ended(outcome, reason, self.store.exact_size, self.store.frame_count, details=details)


def _ended_heard(told: Mapping[str, Any]) -> Ended:
    return Ended(
        Outcome(told["outcome"]),
        str(told["reason"])[:_LONGEST],
        int(told["bytes"]),
        int(told["frames"]),
        float(told["seconds"]),
        str(told["details"])[:_LONGEST],
        int(told["received"]),
    )
