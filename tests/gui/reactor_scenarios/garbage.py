"""Garbage that a loop finds as it goes round: made by any thread, in a dialog's loop, in a flood, and before a rest."""

from __future__ import annotations

import gc
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QAbstractEventDispatcher, QTimer
from PyQt6.QtWidgets import QDialog, QListWidgetItem

from poetrygui.qtreactor import LoopGarbage, garbage
from tests.gui.reactor_scenarios.support import execute, main, native_scenario, prepared


class Knot:
    """A cycle that notes in which thread it goes."""

    def __init__(self, gone: list[threading.Thread], *holds: object) -> None:
        self.itself, self.gone, self.holds = self, gone, holds

    def __del__(self) -> None:
        self.gone.append(threading.current_thread())


def once(reactor: Any, holds: Callable[[], bool], then: Callable[[], object]) -> None:
    """Call ``then`` when that holds; until then, the ``reactor`` goes round."""
    if holds():
        then()
    else:
        reactor.callLater(0, once, reactor, holds, then)


def objects(count: int) -> list[list[object]]:
    return [[] for _ in range(count)]


@native_scenario
def what_is_made_in_a_thread_is_no_reason_to_look_there() -> None:
    reactor, application = prepared()
    loop_garbage = LoopGarbage()
    gone: list[threading.Thread] = []

    def begin() -> None:
        Knot(gone, QListWidgetItem("in a cycle"))
        reactor.callInThread(work)

    def work() -> None:
        kept.extend(objects(100_000))
        reactor.callFromThread(once, reactor, lambda: bool(gone), reactor.stop)

    kept: list[object] = []  # so much that the loop looks for garbage, too, once it has its turn
    reactor.callWhenRunning(begin)
    execute(reactor, application)
    assert gone == [threading.main_thread()]
    del loop_garbage


@native_scenario
def garbage_goes_while_a_dialog_has_a_loop_of_its_own() -> None:
    reactor, application = prepared()
    loop_garbage = LoopGarbage()
    gone: list[threading.Thread] = []
    dialog = QDialog()
    kept = []

    def begin() -> None:
        Knot(gone)
        kept.extend(objects(garbage.YOUNG))
        gc.enable()  # as somebody else may
        look.start(0)

    def look_for_it() -> None:
        if gone:
            dialog.accept()

    look = QTimer()
    look.timeout.connect(look_for_it)
    reactor.callLater(0, lambda: (QTimer.singleShot(0, begin), dialog.exec(), reactor.stop()))
    execute(reactor, application)
    assert gone == [threading.main_thread()]
    assert not gc.isenabled()
    del loop_garbage


@native_scenario
def what_grows_old_in_a_flood_goes_without_a_rest() -> None:
    garbage.YOUNG, garbage.PRESSING = 100, 2_000
    reactor, application = prepared()
    loop_garbage = LoopGarbage()
    loop_garbage.keep()
    used: deque[list[Knot]] = deque(maxlen=20)
    gone: list[threading.Thread] = []

    def turn(left: int) -> None:
        used.append([Knot(gone) for _ in range(100)])
        if left and len(gone) < 1_000:
            QTimer.singleShot(0, lambda: turn(left - 1))
        else:
            reactor.stop()

    reactor.callWhenRunning(turn, 300)
    execute(reactor, application)
    assert len(gone) >= 1_000, len(gone)
    assert set(gone) == {threading.main_thread()}
    del loop_garbage


@native_scenario
def a_loop_that_rests_is_woken_once_for_what_has_grown_old() -> None:
    garbage.DUE, garbage.REST, garbage.FEW_TURNS = 2 * garbage.YOUNG, 20, -1
    reactor, application = prepared()
    loop_garbage = LoopGarbage()
    gone: list[threading.Thread] = []
    kept: list[object] = []
    awake: list[bool] = []
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None

    def make(turns: int) -> None:
        kept.append(objects(2 * garbage.YOUNG))
        if turns:
            QTimer.singleShot(0, lambda: make(turns - 1))
        else:
            QTimer.singleShot(100, rest)

    def rest() -> None:
        gone_before.extend(gone)
        garbage.FEW_TURNS = 100

    def look() -> None:
        if gone:
            look_for_it.stop()
            QTimer.singleShot(40, lambda: dispatcher.awake.connect(lambda: awake.append(True)))
            QTimer.singleShot(400, end)

    def end() -> None:
        awake_at_rest.extend(awake)
        reactor.stop()

    awake_at_rest: list[bool] = []
    gone_before: list[threading.Thread] = []
    knot = Knot(gone)
    gc.collect(1)
    del knot  # it is too old to be seen by the shorter looks
    look_for_it = QTimer()
    look_for_it.timeout.connect(look)
    look_for_it.start(20)
    reactor.callWhenRunning(make, 25)
    execute(reactor, application)
    assert not gone_before, "it did not rest"
    assert gone == [threading.main_thread()]
    assert len(awake_at_rest) <= 5, len(awake_at_rest)
    del loop_garbage


if __name__ == "__main__":
    main()
