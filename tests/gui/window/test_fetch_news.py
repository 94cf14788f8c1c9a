"""What begins is told once for all that begins at a time; an end is told at once."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.scripted import LoopbackServers, holds

Until = Callable[[Callable[[], bool]], None]


def test_of_many_that_begin_at_once_the_window_hears_a_few_times(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    work = window.workspace
    server = servers.listen(holds(b"verse"))
    told: list[int] = []
    work.changed.connect(lambda: told.append(work.running()[0]))
    work.library.start([evolve(server, id=str(number)) for number in range(40)])
    wait_until(lambda: len(work.connections()) == 40 and told[-1:] == [40])
    assert len(told) < 40
    poem = work.library.running[0]
    work.library.stop(poem)
    wait_until(lambda: not poem.is_running)
    assert told[-1] == 39


def test_the_end_of_the_last_is_told_once_and_at_once(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    work = window.workspace
    ended: list[int] = []
    work.fetches_ended.connect(lambda: ended.append(work.running()[0]))
    work.library.start([servers.listen(holds(b"verse")), servers.listen(holds(b"verse"))])
    wait_until(lambda: len(work.connections()) == 2)
    for poem in work.library.running:
        assert ended == []
        work.library.stop(poem)
        wait_until(lambda poem=poem: not poem.is_running)  # type: ignore[misc]
    assert ended == [0]
