"""The differences between two framings of a recording, as a job finds them: counted, kept, found by frame."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from pathlib import Path
from typing import Any

from poetrygui.core.library.listeners import Listeners
from poetrygui.core.text.wording import counted
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.difference import Hunk
from poetrygui.recordings.jobs import NUMBERS_OF_A_HUNK, hunks_of
from poetrygui.recordings.kept_tape import FROM_THE_FIRST, Begin
from poetrygui.recordings.workers import RunningJob, StartJob

MOST_SECONDS = 3.0
"""Seconds of a processor that a comparison may take which nobody has asked for: after each save there is one."""

MOST = 100_000
"""Differences that are kept; of more, the first ones. All are counted."""


class Differences:
    """Holds them in the order of the wire. ``names`` are those of the two protocols, ours first."""

    def __init__(self, names: tuple[str, str], problem: str = "") -> None:
        """Hold none yet; ``problem`` says why there is nothing to compare, where that is known by now."""
        self.changed: Listeners[()] = Listeners()
        """Told that there are others now, or that all are there."""
        self.names = names
        self.problem = problem
        self.count = 0
        """How many there are, those that are not kept among them."""
        self.is_through = bool(problem)
        """Whether nothing more comes."""
        self.notes: list[str] = []
        """What else is to be known, in sentences."""
        self._is_stopped = False
        self._compared_to: int | None = None
        self._numbers: array[int] = array("Q")
        self._job: RunningJob | None = None

    def find(
        self,
        folder: Path,
        ours: PinnedProtocol,
        theirs: PinnedProtocol,
        start: StartJob,
        *,
        begins: Begin = FROM_THE_FIRST,
        is_asked_for: bool = True,
    ) -> None:
        """Compare what ``ours`` and ``theirs`` make of the recording in ``folder``, by a job that ``start`` starts.

        The first frame of both ``begins`` there. Those of a comparison before are forgotten. One that is not
        ``is_asked_for`` takes :data:`MOST_SECONDS`.
        """
        self.stop()
        self._is_stopped, self._compared_to = False, None
        self.count, self.is_through, self.problem, self.notes = 0, False, "", []
        self._numbers = array("Q")
        protocols = [ours.as_json(), theirs.as_json()]
        arguments: dict[str, Any] = {"recording": str(folder), "protocols": protocols, "begin": list(begins)}
        if not is_asked_for:
            arguments["most_seconds"] = MOST_SECONDS
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

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._numbers) // NUMBERS_OF_A_HUNK

    def __getitem__(self, number: int) -> Hunk:
        """Return the one of that number, from 0. Raises IndexError."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        at = number * NUMBERS_OF_A_HUNK
        return hunks_of(self._numbers[at : at + NUMBERS_OF_A_HUNK])[0]

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
            told = f"{found} between {ours} and {theirs} in the first {self._compared_to:,} bytes"
        elif not self.count:
            told = f"No difference: {ours} makes the same frames as {theirs}"
        else:
            told = f"{found} between {ours} and {theirs}"
        kept = f", the first {MOST:,} are listed" if self.count > len(self) else ""
        return ". ".join([f"{told}{kept}", *self.notes]) + "."

    def _hear(self, message: Message) -> None:
        if isinstance(message, array):
            self.count += len(message) // NUMBERS_OF_A_HUNK
            room = MOST - len(self)
            self._numbers += message[: room * NUMBERS_OF_A_HUNK]
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
            self.notes.append("Frame it anew to have all of it compared")

    def _ended(self, end: HostEnd) -> None:
        if self.is_through:
            return
        self.is_through = True
        if end.problem and not self.problem:
            self.problem = f"They cannot be compared: {end.problem}"
        self.changed.tell()
