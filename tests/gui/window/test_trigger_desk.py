"""Lines that come are looked at in every stream that runs, seen or not, and acted on at a limited rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from poetrygui.core.outcomes import Ended
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import Trigger
from poetrygui.gui.reading.rule_book import TriggerBook
from poetrygui.gui.window import trigger_desk
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.news import notice_gate
from poetrygui.gui.window.news.happening import Happening
from poetrygui.gui.window.trigger_desk import TriggerDesk
from tests.gui.scripted import LoopbackServers, all_ended, holds, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def port_of(connection: Any) -> int:
    return int(connection.transport.getHost().port)


class Set:
    """Triggers in a window."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        self.window = window
        self.book = TriggerBook(path, window)
        (self.away,) = window.findChildren(AwayDesk)
        self.desk = TriggerDesk(window.workspace, self.book, self.away)

    def listed(self) -> list[Happening]:
        return [each for each in self.away.log.since(0) if each.sentence.startswith("Trigger ")]

    def sentences(self) -> list[str]:
        return [each.sentence for each in self.listed()]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the desktop is told."""
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr("poetrygui.gui.window.news.show_notice", lambda *said: shown.append(said), raising=False)
    return shown


@pytest.fixture
def triggers(window: MainWindow, tmp_path: Path, told: list[tuple[str, str]]) -> Iterator[Set]:
    made = Set(window, tmp_path / "triggers.json")
    yield made
    made.desk.close()


def test_a_stream_that_nobody_sees_is_marked_answered_and_stopped(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, triggers: Set
) -> None:
    quiet, other = servers.listen(holds(b"error\n"), "quiet", "lines"), servers.listen(holds(b"x\n"), "other", "lines")
    window.workspace.fetch([other, quiet])
    wait_until(lambda: [tab.poem.store.size for tab in tabs_of(window) if tab.poem.store is not None] == [2, 6])
    tab = next(each for each in tabs_of(window) if each.poem.info.name == "quiet")
    assert not tab.isVisible()
    only = Condition("^ERR", is_pattern=True, matches_case=False)
    triggers.book.keep(
        (
            Trigger(only, quiet.id, "alarm", marks=True, sends=r"ack\x21", put="LF", pause=60),
            Trigger(Condition("enough"), quiet.id, stops=True, notifies=False),
            Trigger(Condition("x"), other.id),
        )
    )
    (peer,) = [each for each in servers.connections if quiet.address.endswith(f":{port_of(each)}")]
    transport: Any = peer.transport
    transport.write(b"fine\nerror two\nerror three\n")
    wait_until(lambda: peer.received == b"ack!\n")
    transport.write(b"enough\n")
    wait_until(lambda: isinstance(tab.poem.state, Ended) and not triggers.desk.is_working)
    assert isinstance(tab.poem.state, Ended)
    assert tab.poem.state.reason == "stopped by the trigger “enough”"
    assert tab.view.marks.lines == [2]
    assert tab.view.marks.note_of(11) == "alarm"
    assert {each.server for each in triggers.listed()} == {"quiet"}
    assert triggers.sentences()[0].startswith("Trigger “alarm”: error two")
    assert "Trigger “alarm” sent 5 bytes." in triggers.sentences()
    assert triggers.away.unseen.count == 1


def test_a_storm_is_one_notice_and_two_lines(
    window: MainWindow,
    servers: LoopbackServers,
    wait_until: Until,
    triggers: Set,
    told: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(trigger_desk, "monotonic", lambda: now[0])
    for name in ("QUIET", "LONGEST_WAIT"):  # whatever time it takes here, it is one storm
        monkeypatch.setattr(notice_gate, name, 1e6)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    triggers.book.keep((Trigger(Condition("error"), pause=1),))
    storm = [
        servers.listen(sends(b"error\n" * 5000 + b"fine\n" * 20_000), f"s{number}", "lines") for number in range(3)
    ]
    window.workspace.fetch(storm)
    wait_until(lambda: all_ended(window, 3)() and len(triggers.sentences()) == 3)
    assert told == []
    monkeypatch.setattr(notice_gate, "QUIET", 0.0)
    window.workspace.fetch([servers.listen(sends(b"error\n"), "the last", "lines")])
    wait_until(lambda: any("rigger" in heading for heading, _ in told))
    assert [each for each in told if "rigger" in each[0]] == [("Triggers acted 4 times", "“error”: 4.")]
    now[0] = 1.0
    wait_until(lambda: counted(triggers) == 15_001)
    assert len(triggers.sentences()) <= 7, "two of each of the storm at most, and one of the last"


def counted(triggers: Set) -> int:
    """Return how many lines were told of."""
    found = 0
    for sentence in triggers.sentences():
        words = sentence.replace(",", "").split()
        more = int(words[words.index("more") - 1]) if "more" in words else 0
        found += more + (" within " not in sentence)
    return found


def test_a_trigger_that_cannot_look_is_given_up_and_others_go_on(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, triggers: Set
) -> None:
    triggers.book.keep((Trigger(Condition("a = (", is_field=True)), Trigger(Condition("here"))))
    window.workspace.fetch([servers.listen(sends(b"here\n"), "one", "lines")])
    wait_until(all_ended(window, 1))
    wait_until(lambda: "Trigger “here”: here" in triggers.sentences())
    (problem,) = [each for each in triggers.listed() if each.is_bad]
    assert "looks at this stream no more" in problem.sentence


def test_triggers_that_are_off_look_at_nothing(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, triggers: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trigger_desk, "LineWatch", None)
    triggers.book.keep((evolve(Trigger(Condition("here")), condition=Condition("here", is_on=False)),))
    window.workspace.fetch([servers.listen(sends(b"here\n"), "one", "lines")])
    wait_until(all_ended(window, 1))
    assert triggers.sentences() == []
