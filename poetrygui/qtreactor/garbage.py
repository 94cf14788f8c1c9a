"""Python's garbage inside Qt's event loop: looked for in the thread of that loop alone, as the loop goes round.

Python itself looks for it in whatever thread makes one object too many, and takes apart there what lies in cycles.
Where an item of a list or an icon is among that, the thread of the loop may be drawing it, and the process crashes.
So Python looks for none in a process with a window. A process without has no such objects, and leaves it to Python.
"""

from __future__ import annotations

import gc

from PyQt6.QtCore import QAbstractEventDispatcher, QTimer

YOUNG = 1_000
"""New objects that are looked through between two turns of the loop: a twentieth of a millisecond."""
DUE, PRESSING = 30_000, 100_000
"""Objects that have outlived such looks: so many are looked through at the next rest; so many at once, rest or not."""
REST = 500
"""Milliseconds in which a loop that rests goes round a few times at most: a cursor may blink, and a clock may tick."""
GROWTH = 50_000
"""What is kept grows by so many objects at least, and by a share of all, until everything is looked through."""

_YOUNG_LOOKS = 10  # the last of so many goes through what has outlived the others, too: a millisecond
_FEW_TURNS = 10
_SHARE = 4
_WITHOUT_REST = 4  # where there is no rest, it may grow by so many times as much


class LoopGarbage:
    """Looks for garbage for as long as the loop of this thread goes round; made as soon as there is an application.

    What outlives a look at all that is new is left out of the next ones, which are short for that, until it has grown
    to be worth a look at everything there is. An idle loop is woken for none of that: once, after a time in which much
    was made, and not again until as much is made anew.
    """

    def __init__(self) -> None:
        gc.disable()
        self._turns = self._grown = self._kept = 0
        self._young_looks = gc.get_count()[1]
        self._most_kept = GROWTH
        self._rest = QTimer()
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._after_a_while)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None, "an application has one"
        # Of all that goes round, a dialog's own loop, too, this is told once, and between what is handled.
        dispatcher.awake.connect(self._turn)

    def keep(self) -> None:
        """Leave what there is by now out of the looks to come, as after a start, of which nothing goes."""
        gc.freeze()

    def _turn(self) -> None:
        self._turns += 1
        new, young_looks, _ = gc.get_count()
        if young_looks - self._young_looks >= _YOUNG_LOOKS:
            self._look_at_what_outlived_looks()
        elif new >= YOUNG:
            gc.collect(0)

    def _look_at_what_outlived_looks(self) -> None:
        looked_at = len(gc.get_objects(0)) + len(gc.get_objects(1))
        self._grown += looked_at - gc.collect(1)
        self._young_looks = gc.get_count()[1]
        if self._grown >= PRESSING:
            self._look_at_what_is_new(self._most_kept * _WITHOUT_REST)
        elif self._grown >= DUE and not self._rest.isActive():
            self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        self._turns = 0
        self._rest.start()

    def _after_a_while(self) -> None:
        if self._turns > _FEW_TURNS:
            self._wait_for_rest()
        else:
            self._look_at_what_is_new(self._most_kept)

    def _look_at_what_is_new(self, most_kept: int) -> None:
        """Look at all that came since the last time; at everything where more than ``most_kept`` came to be kept."""
        self._rest.stop()
        self._kept += self._grown
        self._grown = 0
        everything = self._kept > most_kept
        if everything:
            gc.unfreeze()
        gc.collect()
        self.keep()
        if everything:
            self._kept = 0
            self._most_kept = max(GROWTH, gc.get_freeze_count() // _SHARE)
