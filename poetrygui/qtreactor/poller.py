"""Twisted's own poller, driven by Qt through a single descriptor.

The kernel's poller (epoll, kqueue) is itself a descriptor that is readable while any of its
descriptors is ready. Qt watches that one; Twisted does the rest, as fast as without Qt.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable
from time import monotonic
from typing import Any

from PyQt6.QtCore import QCoreApplication
from twisted.internet.base import DelayedCall
from twisted.python.log import callWithLogger

from poetrygui.qtreactor.lifecycle import QtLifecycle
from poetrygui.qtreactor.watch import PollerWatch

# How long the reactor works before Qt gets a turn, in seconds: a quarter of a frame at 60 Hz.
TURN_SECONDS = 0.004
# The part of it that goes to timed calls, and then the part that goes to descriptors.
_SHARE_SECONDS = TURN_SECONDS / 2
# Events taken from the kernel at once: enough that the call costs nothing, few enough that what is
# kept for the next turn is short.
_BATCH = 128
# A running timer this close to the time that is wanted is left alone.
_TIMER_TOLERANCE_SECONDS = 0.0005
# How long iterate() waits at most before Qt's events are handled again, in seconds.
_ITERATE_STEP_SECONDS = 0.01


class PollerReactor(QtLifecycle):
    """A reactor on a poller that is a descriptor; mixed in before one of Twisted's.

    Work is done in turns. A turn ends when nothing is ready or when its time is used up; then Qt gets a
    whole turn of its own, down to its idle timers. A callback may open a Qt loop (a modal dialog):
    turns then nest, and the descriptor whose callback is under way rests until that has returned.
    """

    _selectables: dict[int, Any]
    _dispatch: Callable[[Any, int, Any], None]

    def __init__(self) -> None:
        self._watch: PollerWatch | None = None
        self._attached = False
        # When Qt's timer will fire, on the monotonic clock; -inf where no earlier one is needed.
        self._armed = -math.inf
        self._busy: list[int] = []
        self._resting: set[int] = set()
        self._kept: list[tuple[int, Any, Any]] = []
        self._round = 0
        super().__init__()

    # What differs between pollers.

    @abstractmethod
    def _poller_descriptor(self) -> int: ...

    @abstractmethod
    def _poll(self, timeout: float | None, limit: int) -> list[tuple[int, Any]]:
        """Return up to limit pairs of descriptor and event, waiting for the first if need be."""

    @abstractmethod
    def _still_wanted(self, descriptor: int, event: Any) -> Any:
        """Return what of the event is still asked for; something false if nothing is."""

    @abstractmethod
    def _rest(self, descriptor: int, event: Any) -> None:
        """Stop polling the descriptor, for which this event was reported, without forgetting it."""

    @abstractmethod
    def _wake_from_rest(self, descriptor: int) -> None:
        """Poll the descriptor again, for what is now asked of it."""

    # Qt's side.

    def _attach(self) -> None:
        if self._watch is None:
            self._watch = PollerWatch(self._poller_descriptor(), self._turn, self._timer_turn)
        self._watch.start()
        self._attached = True
        self._armed = math.inf
        self._wake()

    def _detach(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        self._attached = False
        self._armed = -math.inf

    def _wake(self) -> None:
        self._arm(0.0)

    def _arm(self, delay: float) -> None:
        """Have a turn after delay seconds, unless one comes sooner."""
        due = monotonic() + delay
        if due < self._armed:
            self._set_timer(due, delay)

    def _set_timer(self, due: float, delay: float) -> None:
        if self._watch is not None:
            self._watch.fire_in(delay)
            self._armed = due

    # Turns.

    def _timer_turn(self) -> None:
        # Qt's timer has just fired. If a callback opens a Qt loop, that loop must find one running.
        self._armed = math.inf
        self._arm(TURN_SECONDS)
        self._turn()

    def _turn(self) -> None:
        """Work until nothing is ready or the time is used up; then say when to come back."""
        more = True
        try:
            more = self._work()
        finally:
            if not self._started:
                if self._attached:
                    self._finish()
            elif more:
                self._give_way()
            else:
                self._sleep()

    def _work(self) -> bool:
        """Do a turn's work; return whether there may be more."""
        now = monotonic()
        end = now + TURN_SECONDS
        while self._started:
            self.runUntilCurrent(now + _SHARE_SECONDS)
            served = self._serve(0.0, _SHARE_SECONDS)
            now = monotonic()
            if now >= end:
                return True
            if not served and not self._is_due():
                return False
        return False

    def _is_due(self) -> bool:
        self._insertNewDelayedCalls()
        pending = self._pendingTimedCalls
        return bool(self._thread_calls) or (bool(pending) and pending[0].time <= self.seconds())

    def _give_way(self) -> None:
        if self._watch is not None:
            self._watch.give_way()
            self._armed = -math.inf

    def _sleep(self) -> None:
        if self._watch is None:
            return
        self._watch.resume()
        delay = self._delay_to_next_call()
        if delay is None:
            if self._armed != math.inf:
                self._watch.stop_timer()
                self._armed = math.inf
            return
        due = monotonic() + delay
        # The clocks differ by microseconds from turn to turn; a timer is reset for more than that.
        if not 0 <= due - self._armed < _TIMER_TOLERANCE_SECONDS:
            self._set_timer(due, delay)

    # Timed calls from outside a turn, from Qt's slots.

    def callLater(self, delay: float, callable: Callable[..., Any], *args: object, **kw: object) -> DelayedCall:
        """Run a callable after delay seconds, never earlier; return what cancels it."""
        call = super().callLater(delay, callable, *args, **kw)
        if monotonic() + delay < self._armed:
            self._arm(delay)
        return call

    def _moveCallLaterSooner(self, delayedCall: DelayedCall) -> None:  # noqa: N802, N803  # Twisted
        super()._moveCallLaterSooner(delayedCall)
        self._arm(max(0.0, delayedCall.time - self.seconds()))

    # Descriptors.

    def _serve(self, timeout: float | None, share: float) -> bool:
        """Handle descriptors that are ready, for share seconds; return whether any was."""
        events = self._take_kept() if self._kept else []
        if not events:
            events = self._poll(timeout, _BATCH)
        busy = self._busy
        if busy and events:
            events = self._without_busy(events)
        if not events:
            return False
        deadline = monotonic() + share
        self._round = this_round = self._round + 1
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
            if self._round != this_round:
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
            if self._selectables.get(descriptor) is selectable and (wanted := self._still_wanted(descriptor, event))
        ]

    def _without_busy(self, events: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
        """Leave out what is being handled further up the stack, and stop polling it.

        If it were still polled it would stay ready, and the nested Qt loop would never sleep.
        """
        free = []
        for descriptor, event in events:
            if descriptor in self._busy:
                self._rest(descriptor, event)
                self._resting.add(descriptor)
            else:
                free.append((descriptor, event))
        return free

    def _end_rest(self, descriptor: int) -> None:
        if descriptor in self._resting:
            self._resting.discard(descriptor)
            if descriptor in self._selectables:
                self._wake_from_rest(descriptor)

    def doIteration(self, delay: float | None) -> None:
        """Wait up to delay seconds (None: for ever) for descriptors, handle them and Qt's events."""
        end = math.inf if delay is None else monotonic() + delay
        if QCoreApplication.instance() is None:
            self._serve(delay, math.inf)
            return
        before = self._round
        step = 0.0
        while True:
            self._serve(step, math.inf)
            QCoreApplication.processEvents()
            # Qt's notifier may have served them in processEvents.
            if self._round != before or monotonic() >= end:
                return
            step = min(_ITERATE_STEP_SECONDS, max(0.0, end - monotonic()))
