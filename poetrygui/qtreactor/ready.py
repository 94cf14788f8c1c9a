"""The descriptors that the kernel says are ready: each is handled in turn, as far as there is time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, NamedTuple

from twisted.python.log import callWithLogger

# Events taken from the kernel at once: enough that the call costs nothing, few enough that what is
# kept for the next turn is short.
_BATCH = 128


class Poller(NamedTuple):
    """What the kernels' pollers do each in their own way."""

    poll: Callable[[float | None, int], list[tuple[int, Any]]]
    """Returns up to so many pairs of descriptor and event, waiting so many seconds (None: for ever) for the first."""
    still_wanted: Callable[[int, Any], Any]
    """Returns what of a descriptor's event is still asked for; something false if nothing is."""
    rest: Callable[[int, Any, bool], None]
    """Stops polling a descriptor, for which this event was reported, without forgetting it; it may rest already."""
    wake: Callable[[int], None]
    """Polls a descriptor again, for what is now asked of it."""


class ReadyDescriptors:
    """Has whatever is ready handled; a descriptor whose callback has this served again rests until it has returned."""

    def __init__(
        self, poller: Poller, selectables: Mapping[int, Any], dispatch: Callable[[Any, int, Any], object]
    ) -> None:
        """Ask ``poller``; ``dispatch`` handles an event of one of ``selectables``, which are by their descriptors."""
        self.rounds = 0
        """How often something was handled."""
        self._poller = poller
        self._selectables = selectables
        self._dispatch = dispatch
        self._busy: list[int] = []
        self._resting: set[int] = set()
        self._kept: list[tuple[int, Any, Any]] = []

    def serve(self, timeout: float | None, share: float) -> bool:
        """Handle descriptors that are ready, for ``share`` seconds; return whether any was.

        ``timeout`` is how many seconds the first is waited for, None for ever.
        """
        events = self._take_kept() if self._kept else []
        if not events:
            events = self._poller.poll(timeout, _BATCH)
        busy = self._busy
        if busy and events:
            events = self._without_busy(events)
        if not events:
            return False
        deadline = monotonic() + share
        self.rounds = this_round = self.rounds + 1
        selectables = self._selectables
        dispatch = self._dispatch
        push, pop = busy.append, busy.pop
        for index, (descriptor, event) in enumerate(events, 1):
            selectable = selectables.get(descriptor)
            if selectable is None:
                continue
            push(descriptor)
            try:
                callWithLogger(selectable, dispatch, selectable, descriptor, event)
            finally:
                pop()
                if self._resting:
                    self._end_rest(descriptor)
            if self.rounds != this_round:
                # A nested turn has polled anew, so the rest of these events may be out of date.
                break
            if monotonic() >= deadline:
                self._keep(events[index:])
                break
        return True

    def _keep(self, events: list[tuple[int, Any]]) -> None:
        """Keep events for the next turn.

        The kernel would report the same ones first again, and never those behind them.
        """
        selectables = self._selectables
        self._kept = [
            (descriptor, event, selectables[descriptor]) for descriptor, event in events if descriptor in selectables
        ]

    def _take_kept(self) -> list[tuple[int, Any]]:
        """Return the events kept from the last turn that are still true."""
        kept, self._kept = self._kept, []
        return [
            (descriptor, wanted)
            for descriptor, event, selectable in kept
            # Between turns a descriptor may have been closed, and its number used anew.
            if self._selectables.get(descriptor) is selectable
            and (wanted := self._poller.still_wanted(descriptor, event))
        ]

    def _without_busy(self, events: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
        """Leave out what is being handled further up the stack, and stop polling it.

        If it were still polled it would stay ready, and the nested Qt loop would never sleep.
        """
        free = []
        for descriptor, event in events:
            if descriptor in self._busy:
                self._poller.rest(descriptor, event, descriptor in self._resting)
                self._resting.add(descriptor)
            else:
                free.append((descriptor, event))
        return free

    def _end_rest(self, descriptor: int) -> None:
        if descriptor in self._resting:
            self._resting.discard(descriptor)
            if descriptor in self._selectables:
                self._poller.wake(descriptor)
