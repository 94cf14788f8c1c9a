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

from poetrygui.qtreactor.lifecycle import QtLifecycle
from poetrygui.qtreactor.ready import Poller, ReadyDescriptors
from poetrygui.qtreactor.watch import PollerWatch

# How long the reactor works before Qt gets a turn, in seconds: a quarter of a frame at 60 Hz.
TURN_SECONDS = 0.004
# The part of it that goes to timed calls, and then the part that goes to descriptors.
_SHARE_SECONDS = TURN_SECONDS / 2
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
        super().__init__()
        poller = Poller(self._poll, self._still_wanted, self._rest, self._wake_from_rest)
        self._ready = ReadyDescriptors(poller, self._selectables, self._dispatch)

    # What differs between pollers.

    @abstractmethod
    def _poller_descriptor(self) -> int: ...

    # As Poller tells of each.

    @abstractmethod
    def _poll(self, timeout: float | None, limit: int) -> list[tuple[int, Any]]: ...

    @abstractmethod
    def _still_wanted(self, descriptor: int, event: Any) -> Any: ...

    @abstractmethod
    def _rest(self, descriptor: int, event: Any, rests_already: bool) -> None: ...

    @abstractmethod
    def _wake_from_rest(self, descriptor: int) -> None: ...

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
            served = self._ready.serve(0.0, _SHARE_SECONDS)
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

    def doIteration(self, delay: float | None) -> None:
        """Wait up to delay seconds (None: for ever) for descriptors, handle them and Qt's events."""
        end = math.inf if delay is None else monotonic() + delay
        if QCoreApplication.instance() is None:
            self._ready.serve(delay, math.inf)
            return
        before = self._ready.rounds
        step = 0.0
        while True:
            self._ready.serve(step, math.inf)
            QCoreApplication.processEvents()
            # Qt's notifier may have served them in processEvents.
            if self._ready.rounds != before or monotonic() >= end:
                return
            step = min(_ITERATE_STEP_SECONDS, max(0.0, end - monotonic()))
