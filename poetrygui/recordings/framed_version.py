"""One go at framing a recording: a job, the folder that it writes, and how that ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from attrs import evolve

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.followed_poem import FollowedPoem
from poetrygui.core.poems.poem_info import DamagedInfoError, read_info
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.kept_tape import Begin
from poetrygui.recordings.same_wire import framed_info
from poetrygui.recordings.workers import RunningJob, StartJob


class FramedVersion:
    """What one version of a protocol makes of what was recorded of a poem, which may still run."""

    def __init__(self, source: KeptPoem, protocol: PinnedProtocol, folder: Path, name: str) -> None:
        """Prepare to frame ``source`` with ``protocol``, into ``folder``; the poem is called ``name``."""
        self.source = source
        self.protocol = protocol
        self.follows = not isinstance(source.state, Ended)
        """Whether what it is made of still grows."""
        self.info = framed_info(source.info, protocol, name)
        self.store = FollowedPoem(folder, self.info)
        self.ended: Ended | None = None
        """How it ended; None before."""
        self.is_failed = False
        """Whether it ended by no fault of the stream: the protocol could not be loaded, or was killed."""
        self.progressed: Listeners[()] = Listeners()
        """Told that there is more in ``store``, or that it has ended."""
        self._told: dict[str, object] = {}
        self._job: RunningJob | None = None
        self._growth = _Growth(self._ask_to_look)
        self._unsubscribe: list[Callable[[], None]] = []

    def begin(self, start: StartJob, noted: Listeners[KeptPoem], begins: Begin | None = None) -> None:
        """Begin, by a job that ``start`` starts; ``noted`` tells of which poem it is noted how it ended.

        Its first frame ``begins`` there, or with what is kept.
        """
        arguments: dict[str, object] = {
            "recording": str(self.source.directory),
            "protocol": self.protocol.as_json(),
            "output": str(self.store.directory),
            "name": self.info.name,
            "follow": self.follows,
        }
        if begins is not None:
            arguments["begin"] = list(begins)
        if self.follows:
            recording = None if self.source.store is None else self.source.store.recording
            if recording is not None:
                self._growth.goal = recording.wire_size
                self._unsubscribe.append(recording.subscribe(self._growth.note))
            self._unsubscribe.append(noted.subscribe(self._noted))
        self._job = start("reframe", arguments, self._hear, self._job_ended)

    def stop(self, reason: str) -> None:
        """End it where it is now."""
        if self.ended is None:
            self._end(Ended(Outcome.STOPPED, reason, *self.counts))
            if self._job is not None:
                self._job.stop()

    @property
    def is_level(self) -> bool:
        """Whether it has looked at all that there was when it began, of a recording that still grows."""
        return self.follows and self._growth.looked_at >= self._growth.goal

    @property
    def counts(self) -> tuple[int, int]:
        """Bytes of frames, and frames, as far as they can be read."""
        return self.store.exact_size, self.store.frame_count

    def _noted(self, poem: KeptPoem) -> None:
        if poem is self.source:
            self._growth.note()

    def _ask_to_look(self) -> None:
        if self._job is not None and self.ended is None:
            self._job.grown()

    def _hear(self, message: Message) -> None:
        if self.ended is not None or not isinstance(message, dict):
            return
        if "wire" not in message:
            self._told = message
            return
        self._look()
        self._growth.looked_at = int(message["wire"])
        self.progressed.tell()
        self._growth.looked()

    def _look(self) -> None:
        # What cannot be read is said where the rows are read.
        with contextlib.suppress(OSError):
            self.store.look()

    def _job_ended(self, end: HostEnd) -> None:
        if self.ended is not None:
            return
        self._look()
        problem = str(self._told.get("problem", "")) or end.problem
        if problem:
            outcome = Outcome.PLUGIN_HANG if end.is_hang else Outcome.PLUGIN_FAULT
            self._fail(Outcome.STOPPED if end.is_orphan else outcome, problem, end.output)
            return
        try:
            info = read_info(self.store.directory)
        except (OSError, DamagedInfoError) as error:
            self._fail(Outcome.DISK_ERROR, f"what was noted of it cannot be read: {error}")
            return
        if info is None or info.ended is None:
            self._fail(Outcome.PLUGIN_FAULT, "its process ended before it was through")
        else:
            self._end(self._with_notes(info.ended))

    def _fail(self, outcome: Outcome, reason: str, details: str = "") -> None:
        self.is_failed = True
        self._end(Ended(outcome, reason, *self.counts, details=details))

    def _with_notes(self, ended: Ended) -> Ended:
        """Return it with what else is to be known."""
        notes = self._told.get("notes")
        sentences = [ended.reason.rstrip("."), *(notes if isinstance(notes, list) else ())]
        return evolve(ended, reason=". ".join(each[:1].upper() + each[1:] for each in map(str, sentences)))

    def _end(self, ended: Ended) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self.ended = ended
        self.progressed.tell()


class _Growth:
    """Has a job asked to look once more, and not again before it has looked: each asking is a reason to wait for it."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self.goal = 0
        """Bytes of the wire that there were at the beginning."""
        self.looked_at = 0
        """Bytes of it that were looked at."""
        self._ask = ask
        self._is_asked = False
        self._is_due = False

    def note(self) -> None:
        """Take notice that there is more."""
        if self._is_asked:
            self._is_due = True
        else:
            self._is_asked = True
            self._ask()

    def looked(self) -> None:
        """Take notice that the job has told how far it is."""
        self._is_asked = False
        if self._is_due:
            self._is_due = False
            self.note()
