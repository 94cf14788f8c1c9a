"""Where the fields of a recording's frames come from: asked for by number, and told when they are known."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from typing import Protocol as StructuralType
from typing import TypeAlias

from twisted.internet.interfaces import IDelayedCall

from poetrygui.api import PoemProtocol, json_fields
from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.subscription import Subscription
from poetrygui.recordings.ends_job import Clock

_AT_ONCE = 0.004  # seconds for which frames are taken apart before something else may go on
_BYTES_AT_ONCE = 16 * 1024
_MOST_KEPT = 512  # frames


class FieldSource(StructuralType):
    """Tells the fields of frames, which have numbers."""

    @property
    def problem(self) -> str:
        """Why some frames have no fields, in a sentence; nothing where nothing went wrong."""

    def known(self, number: int) -> tuple[Fields | None] | None:
        """Return the fields of a frame, alone in a tuple; None where that was not asked for, or is not known yet."""

    def want(self, frames: Iterable[tuple[int, bytes]]) -> None:
        """Have the fields of these frames known, and of none that was asked for before and is not known."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when more is known later than :meth:`want` returned; the call returned ends that."""

    def pause(self) -> None:
        """Ask nobody before the next frame is wanted: nobody looks."""

    def close(self) -> None:
        """Ask nobody any more."""


FieldsOf: TypeAlias = "Callable[[Recording], FieldSource]"
"""Tells where the fields of a recording come from."""


class KeptFields:
    """Keeps the fields that are known, of the frames that were asked for last, and tells of more."""

    def __init__(self) -> None:
        """Know none."""
        self._kept: OrderedDict[int, tuple[Fields | None]] = OrderedDict()
        self._subscribers: list[Callable[[], None]] = []

    def of(self, number: int) -> tuple[Fields | None] | None:
        """Return what is known of a frame."""
        return self._kept.get(number)

    def take(self, number: int, fields: Fields | None) -> None:
        """Know the fields of a frame."""
        self._kept[number] = (fields,)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called by :meth:`tell`."""
        return Subscription(self._subscribers, callback)

    def tell(self) -> None:
        """Tell that more is known."""
        for callback in tuple(self._subscribers):
            callback()


class OwnFields:
    """Asks a protocol in this process, for a few milliseconds at a time: for the shipped ones, which are quick."""

    def __init__(
        self,
        protocol: type[PoemProtocol],
        clock: Clock,
        at_once: float = _AT_ONCE,
        bytes_at_once: int = _BYTES_AT_ONCE,
    ) -> None:
        """Ask ``protocol``; the rest goes on in the next turn of ``clock``.

        That is what takes longer than ``at_once`` seconds, but for the first ``bytes_at_once``.
        """
        self.are_json = getattr(protocol, "fields", None) is json_fields
        """Whether each frame is JSON, and its fields are what that has."""
        self._fields = FrameFields(protocol)
        self._clock = clock
        self._at_once = at_once
        self._bytes_at_once = bytes_at_once
        self._wanted: deque[tuple[int, bytes]] = deque()
        self._next: IDelayedCall | None = None
        self._kept = KeptFields()
        self.known = self._kept.of
        self.subscribe = self._kept.subscribe

    @property
    def problem(self) -> str:
        """What was wrong with the first frame that has no fields though it was to have some."""
        return self._fields.problem

    def want(self, frames: Iterable[tuple[int, bytes]]) -> None:
        """Ask now, as far as there is time, and for the rest later."""
        self._wanted = deque(frames)
        self._ask()

    def pause(self) -> None:
        """Ask no more for now."""
        self.close()

    def close(self) -> None:
        """Ask no more."""
        self._wanted.clear()
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _ask(self) -> None:
        # A page of small frames is known at once, however busy others keep the machine.
        until, size = time.perf_counter() + self._at_once, 0
        while self._wanted and (size < self._bytes_at_once or time.perf_counter() < until):
            number, frame = self._wanted.popleft()
            size += len(frame) + 1
            self._kept.take(number, self._fields.of(frame))
        if self._wanted and self._next is None:
            self._next = self._clock.callLater(0, self._go_on)

    def _go_on(self) -> None:
        self._next = None
        self._ask()
        self._kept.tell()


class NoFields:
    """Tells of no frame any fields, and why: its protocol may not run now."""

    def __init__(self, problem: str) -> None:
        """Say why, in a sentence, if there is more to it than that the protocol knows none."""
        self.problem = problem

    def known(self, number: int) -> tuple[Fields | None] | None:
        """Return that there are none."""
        return (None,)

    def want(self, frames: Iterable[tuple[int, bytes]]) -> None:
        """Ask nobody."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Tell nothing."""
        return lambda: None

    def pause(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
