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
"""Objects that outlived such looks: so many are worth a look at all there is at the next rest, so many at any time."""
REST, FEW_TURNS = 500, 10
"""Milliseconds in which a loop that rests goes round so often at most: a cursor may blink, and a clock may tick."""

_YOUNG_LOOKS = 10  # the last of so many goes through what has outlived the others, too: a millisecond
_SHARE = 4  # of what there is so large a part is worth a look at all, where that is more than is due


class LoopGarbage:
    """Looks for garbage for as long as the loop of this thread goes round; made as soon as there is an application.

    Short looks come often, one at all there is when the loop rests. An idle loop is woken for that once, after a time
    in which much was made, and not again until as much is made anew.
    """

    def __init__(self) -> None:
        gc.disable()
        self._turns = self._grown = self._kept = 0
        self._young_looks = gc.get_count()[1]
        self._rest = QTimer()
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._after_a_while)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None, "an application has one"
        # Of all that goes round, a dialog's own loop, too, this is told once, and between what is handled.
        dispatcher.awake.connect(self._turn)

    def keep(self) -> None:
        """Leave what there is by now out of all looks, which are short for that: of a start nothing goes."""
        gc.freeze()

    def _turn(self) -> None:
        self._turns += 1
        gc.disable()  # whatever else is in this process may have switched it on
        new, young_looks, _ = gc.get_count()
        if young_looks - self._young_looks >= _YOUNG_LOOKS:
            self._look_at_what_outlived_looks()
        elif new >= YOUNG:
            gc.collect(0)

    def _look_at_what_outlived_looks(self) -> None:
        looked_at = len(gc.get_objects(0)) + len(gc.get_objects(1))
        self._grown += looked_at - gc.collect(1)
        self._young_looks = gc.get_count()[1]
        if self._grown >= max(PRESSING, self._kept):
            self._look_at_all()
        elif self._grown >= max(DUE, self._kept // _SHARE) and not self._rest.isActive():
            self._wait_for_rest()

    def _wait_for_rest(self) -> None:
        self._turns = 0
        self._rest.start()

    def _after_a_while(self) -> None:
        if self._turns > FEW_TURNS:
            self._wait_for_rest()
        else:
            self._look_at_all()

    def _look_at_all(self) -> None:
        self._rest.stop()
        gc.collect()
        self._grown, self._kept = 0, len(gc.get_objects())
