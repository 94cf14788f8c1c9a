"""The fields of frames, asked of a protocol in a process of its own: whatever its code does, nothing here waits."""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from collections.abc import Iterable
from functools import partial

from poetrygui.core.fields.plain_fields import Fields, plain_fields
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.field_source import KeptFields
from poetrygui.recordings.workers import AskedJob, StartAskedJob

MOST_ORPHANED = 3
"""How often another job is begun as what its process came from has gone."""
_AT_ONCE = 128 * 1024  # bytes of frames in one message, where they are more than one


class HostedFields:
    """Has a job take frames apart, of which the ones that were wanted last come first."""

    def __init__(self, pinned: PinnedProtocol, start: StartAskedJob) -> None:
        """Ask ``start`` for the job once a frame is wanted, with the protocol that is ``pinned``."""
        self.problem = ""
        self._pinned = pinned
        self._start = start
        self._job: AskedJob | None = None
        self._is_over = False
        self._count = 0  # of jobs that were begun, and of those that were ended: what others say does not count
        self._asked = 0  # frames of which the job has not told yet
        self._asked_last: list[tuple[int, bytes]] = []
        self._chances = MOST_ORPHANED
        self._wanted: deque[tuple[int, bytes]] = deque()
        self._kept = KeptFields()
        self.subscribe = self._kept.subscribe

    def known(self, number: int) -> tuple[Fields | None] | None:
        """Return what is known of a frame; once the job has ended, that there is nothing."""
        return (None,) if self._is_over else self._kept.of(number)

    def want(self, frames: Iterable[tuple[int, bytes]]) -> None:
        """Ask for these frames next."""
        self._wanted = deque(frames)
        if self._job is None and not self._is_over:
            self._count += 1
            told = partial(self._hear, self._count), partial(self._ended, self._count)
            self._job = self._start("fields", {"protocol": self._pinned.as_json()}, *told)
        self._ask()

    def pause(self) -> None:
        """End the job; the next frame that is wanted begins another."""
        self._count += 1
        self._asked = 0
        self._wanted.clear()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def close(self) -> None:
        """End the job for good."""
        self._is_over = True
        self.pause()

    def _ask(self) -> None:
        if self._asked or self._job is None or self._is_over:
            return
        batch: list[tuple[int, str]] = []
        frames: list[tuple[int, bytes]] = []
        size = 0
        while self._wanted and (not batch or size + len(self._wanted[0][1]) <= _AT_ONCE):
            number, frame = self._wanted.popleft()
            size += len(frame)
            frames.append((number, frame))
            batch.append((number, b64encode(frame).decode("ascii")))
        if batch:
            self._asked = len(batch)
            self._asked_last = frames
            self._job.ask({"frames": batch})

    def _hear(self, count: int, message: Message) -> None:
        if not isinstance(message, dict) or count != self._count:
            return
        if isinstance(number := message.get("number"), int):
            # What a host says, its protocol may have said.
            fields = message.get("fields")
            self._kept.take(number, plain_fields(fields) if isinstance(fields, dict) else None)
            self._asked -= 1
            if not self._asked:
                self._ask()
                self._kept.tell()
        elif told := message.get("no_fields") or message.get("problem"):
            self.problem = str(told)

    def _ended(self, count: int, end: HostEnd) -> None:
        if count != self._count:
            return  # it was stopped
        if end.is_orphan and self._chances:
            # It has to do with no frame of these.
            self._chances -= 1
            self._job, self._asked = None, 0
            self.want([*self._asked_last, *self._wanted])
            return
        self._is_over, self._job = True, None
        if end.problem:
            self.problem = f"the protocol’s fields cannot be told: {end.problem}"
        self._kept.tell()
