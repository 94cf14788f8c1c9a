"""What happened is kept as far as there is room, and asked for from where one was."""

from __future__ import annotations

from poetrygui.gui.window.news.happening import Happening
from poetrygui.gui.window.news.happening_log import HappeningLog


def test_the_newest_are_kept_and_what_is_new_is_asked_for() -> None:
    log = HappeningLog(3)
    told: list[int] = []
    log.added.subscribe(lambda: told.append(log.count))
    all_of_them = [Happening(float(number), "a", str(number)) for number in range(5)]
    assert log.since(0) == []
    for each in all_of_them[:2]:
        log.add(each)
    assert log.since(0) == all_of_them[:2]
    assert log.since(1) == all_of_them[1:2]
    for each in all_of_them[2:]:
        log.add(each)
    assert told == [1, 2, 3, 4, 5]
    assert log.since(1) == all_of_them[2:], "the second is not kept any more"
    assert log.since(4) == all_of_them[4:]
    assert log.since(5) == []
