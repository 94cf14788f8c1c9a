"""The differences between two framings of a recording, as a job finds them: counted, kept, found by frame."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from pathlib import Path
from typing import Any

from attrs import frozen

from poetrygui.core.library.listeners import Listeners
from poetrygui.core.text.wording import counted
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.difference import Hunk
from poetrygui.recordings.found_hunks import MOST, FoundHunks
from poetrygui.recordings.kept_tape import FROM_THE_FIRST, Begin
from poetrygui.recordings.workers import RunningJob, StartJob

MOST_SECONDS = 3.0
"""Seconds of a processor that a comparison may take which nobody has asked for: after each save there is one."""


@frozen
class SeenFirst:
    """What is looked at before all else: bytes of the ``wire`` that are seen, if any, of the poem in a folder."""

    wire: tuple[int, int] | None
    framed: Path

    def as_arguments(self) -> dict[str, Any]:
        """Return it as a job is told."""
        return {} if self.wire is None else {"seen": list(self.wire), "framed": str(self.framed)}


class Differences:
    """Holds them in the order of the wire. ``names`` are those of the two protocols, ours first."""

    def __init__(self, names: tuple[str, str], problem: str = "") -> None:
        """Hold none yet; ``problem`` says why there is nothing to compare, where that is known by now."""
        self.changed: Listeners[()] = Listeners()
        """Told that there are others now, or that all are there."""
        self.names = names
        self.problem = problem
        self.is_through = bool(problem)
        """Whether nothing more comes."""
        self.notes: list[str] = []
        """What else is to be known, in sentences."""
        self._is_stopped = False
        self._compared_to: int | None = None
        self._begins = FROM_THE_FIRST
        self._found = FoundHunks()
        self._job: RunningJob | None = None

    def find(
        self,
        folder: Path,
        ours: PinnedProtocol,
        theirs: PinnedProtocol,
        start: StartJob,
        *,
        begins: Begin = FROM_THE_FIRST,
        seen: SeenFirst | None = None,
    ) -> None:
        """Compare what ``ours`` and ``theirs`` make of the recording in ``folder``, by a job that ``start`` starts.

        The first frame of both ``begins`` there. Those of a comparison before are forgotten. One that nobody has asked
        for is told what is ``seen``, and takes :data:`MOST_SECONDS`.
        """
        self.stop()
        self._is_stopped, self._compared_to = False, None
        self.is_through, self.problem, self.notes = False, "", []
        self._begins, self._found = begins, FoundHunks()
        protocols = [ours.as_json(), theirs.as_json()]
        arguments: dict[str, Any] = {"recording": str(folder), "protocols": protocols, "begin": list(begins)}
        if seen is not None:
            arguments |= {"most_seconds": MOST_SECONDS} | seen.as_arguments()
        job: list[RunningJob] = []

        def is_ours() -> bool:
            return not job or self._job is job[0]

        job.append(
            start(
                "compare",
                arguments,
                lambda message: self._hear(message) if is_ours() else None,
                lambda end: self._ended(end) if is_ours() else None,
            )
        )
        self._job = job[0]
        self.changed.tell()

    def refuse(self, problem: str) -> None:
        """Compare nothing, for a reason that is told in a sentence."""
        self.problem, self.is_through = problem, True
        self.changed.tell()

    def stop(self) -> None:
        """Find no more."""
        job, self._job = self._job, None
        if job is not None and not self.is_through:
            self.is_through = self._is_stopped = True
            job.stop()

    @property
    def count(self) -> int:
        """How many there are, those that are not kept among them."""
        return self._found.count

    def __len__(self) -> int:
        """Return how many are listed."""
        return len(self._found)

    def __getitem__(self, number: int) -> Hunk:
        """Return the one of that number, from 0. Raises IndexError."""
        return self._found[number]

    def at_byte(self, offset: int) -> int:
        """Return the number of the last one that begins at byte ``offset`` of the wire or before it, or -1."""
        return bisect_right(range(len(self)), offset, key=lambda number: self[number].wire[0]) - 1

    @property
    def sentence(self) -> str:
        """What was found, in a sentence or two."""
        ours, theirs = self.names
        if self.problem:
            return self.problem
        found = counted(self.count, "difference")
        if not self.is_through:
            return f"{found} so far between {ours} and {theirs} …"
        if self._is_stopped:
            told = f"{found} between {ours} and {theirs} up to where the comparison was stopped"
        elif self._compared_to is not None:
            told = f"{found} between {ours} and {theirs} in {self._part}"
        elif not self.count:
            told = f"No difference: {ours} makes the same frames as {theirs}"
        else:
            told = f"{found} between {ours} and {theirs}"
        kept = f", the first {MOST:,} are listed" if self.count > len(self) else ""
        return ". ".join([f"{told}{kept}", *self.notes]) + "."

    @property
    def _part(self) -> str:
        """The bytes that were compared, where these are not all."""
        begin, seen = self._begins[0], self._found.seen
        first = f"bytes {begin:,} to {self._compared_to:,}" if begin else f"the first {self._compared_to:,} bytes"
        return first if seen is None else f"{first} and in bytes {seen[0]:,} to {seen[1]:,}, which were seen"

    def _hear(self, message: Message) -> None:
        if isinstance(message, array):
            self._found.take(message)
            self.changed.tell()
        elif isinstance(message, dict) and "seen" in message:
            start, stop = message["seen"]
            self._found.have_seen((int(start), int(stop)))
            self.changed.tell()
        elif isinstance(message, dict) and "problem" in message:
            self.problem = f"They cannot be compared: {message['problem']}"
        elif isinstance(message, dict) and "results" in message:
            self._take_notes(message)

    def _take_notes(self, told: dict[str, Any]) -> None:
        for name, depends in zip(self.names, told["depends"], strict=True):
            if depends:
                self.notes.append(f"Of {name}, {depends}")
        if told["coarse_from"] is not None:
            self.notes.append(f"From byte {told['coarse_from']:,} on, they are told by whole chunks")
        if told["compared_to"] is not None:
            self._compared_to = int(told["compared_to"])
            self._found.end(self._compared_to)
            self.notes.append("Frame it anew to have all of it compared")

    def _ended(self, end: HostEnd) -> None:
        if self.is_through:
            return
        self.is_through = True
        if self._compared_to is None:
            self._found.end(None)
        if end.problem and not self.problem:
            self.problem = f"They cannot be compared: {end.problem}"
        self.changed.tell()
