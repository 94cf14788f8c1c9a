"""A recording being framed anew: its poem can be read meanwhile, and follows what still grows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from attrs import evolve, frozen

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.followed_poem import FollowedPoem
from poetrygui.core.poems.poem_info import DamagedInfoError, read_info
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.same_wire import framed_info
from poetrygui.recordings.workers import RunningJob, StartJob

FRAMED_WITH = " · framed with "
"""What stands in a framed poem's name between that of the recording and the protocol."""

_NOW = "framed anew, in a process of its own"
_GROWING = "framed anew; the recording is followed as it grows"


@frozen
class BeingFramed(Receiving):
    """The poem is being made of a recording. ``word`` says so in a word."""

    word: str = "Framing"


class Framing:
    """Makes ``poem`` of what was recorded of another one, ``source``, which may still run."""

    def __init__(self, source: KeptPoem, protocol: PinnedProtocol, library: Library, start: StartJob) -> None:
        """Prepare to frame ``source`` with ``protocol``; ``library`` keeps the poem, ``start`` starts jobs."""
        self.source = source
        self.protocol = protocol
        self._library = library
        self._start = start
        self._follows = not isinstance(source.state, Ended)
        name = (source.info.name or source.info.address).partition(FRAMED_WITH)[0]
        info = framed_info(source.info, protocol, f"{name}{FRAMED_WITH}{protocol.name}")
        self._store = FollowedPoem(library.kept.new_folder(), info)
        self.poem = library.kept.in_use.hold(KeptPoem(info, self._store.directory, self._state(0, 0)))
        self.poem.store = self._store
        self.is_stopped = False
        """Whether it was ended before it was through."""
        self._job: RunningJob | None = None
        self._growth = _Growth(self._ask_to_look)
        self._told: dict[str, object] = {}
        self._unsubscribe: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Begin; that is to be once."""
        arguments = {
            "recording": str(self.source.directory),
            "protocol": self.protocol.as_json(),
            "output": str(self.poem.directory),
            "name": self.poem.info.name,
            "follow": self._follows,
        }
        if self._follows:
            recording = None if self.source.store is None else self.source.store.recording
            if recording is not None:
                self._unsubscribe.append(recording.subscribe(self._growth.note))
            self._unsubscribe.append(self._library.kept.noted.subscribe(self._noted))
        self._job = self._start("reframe", arguments, self._hear, self._job_ended)

    def stop(self, reason: str) -> None:
        """End it where it is now."""
        if self._job is not None and not isinstance(self.poem.state, Ended):
            self.is_stopped = True
            self._end(Ended(Outcome.STOPPED, reason, *self._counts))
            self._job.stop()

    @property
    def _counts(self) -> tuple[int, int]:
        return self._store.exact_size, self._store.frame_count

    def _state(self, size: int, frames: int) -> BeingFramed:
        return BeingFramed(size, frames, _GROWING if self._follows else _NOW)

    def _noted(self, poem: KeptPoem) -> None:
        if poem is self.source:
            self._growth.note()

    def _ask_to_look(self) -> None:
        if self._job is not None and not isinstance(self.poem.state, Ended):
            self._job.grown()

    def _hear(self, message: Message) -> None:
        if isinstance(self.poem.state, Ended) or not isinstance(message, dict):
            return
        if "wire" not in message:
            self._told = message
            return
        self._look()
        size, frames = self._counts
        self.poem.take_state(self._state(size, frames))
        self._growth.looked()

    def _look(self) -> None:
        # What cannot be read is said where the rows are read.
        with contextlib.suppress(OSError):
            self._store.look()

    def _job_ended(self, end: HostEnd) -> None:
        if isinstance(self.poem.state, Ended):
            return
        self._look()
        problem = str(self._told.get("problem", "")) or end.problem
        if problem:
            outcome = Outcome.PLUGIN_HANG if end.is_hang else Outcome.PLUGIN_FAULT
            self._end(Ended(outcome, problem, *self._counts, details=end.output))
        else:
            self._end(self._noted_end())

    def _noted_end(self) -> Ended:
        """Return what the process has noted, and what else is to be known."""
        try:
            info = read_info(self.poem.directory)
        except (OSError, DamagedInfoError) as error:
            return Ended(Outcome.DISK_ERROR, f"what was noted of it cannot be read: {error}", *self._counts)
        ended = None if info is None else info.ended
        if ended is None:
            return Ended(Outcome.PLUGIN_FAULT, "its process ended before it was through", *self._counts)
        notes = self._told.get("notes")
        sentences = [ended.reason.rstrip("."), *(notes if isinstance(notes, list) else ())]
        return evolve(ended, reason=". ".join(each[:1].upper() + each[1:] for each in map(str, sentences)))

    def _end(self, ended: Ended) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self.poem.take_state(ended)
        if self.poem.directory.is_dir():  # of what could not begin, there is nothing to keep
            self._library.kept.note(self.poem)
        self._library.kept.ended(self.poem)
        self._library.phase_changed.tell(self.poem)


class _Growth:
    """Has a job asked to look once more, and not again before it has looked: each asking is a reason to wait for it."""

    def __init__(self, ask: Callable[[], None]) -> None:
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
