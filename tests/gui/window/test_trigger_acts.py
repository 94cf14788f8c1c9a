"""What a trigger does is listed with what came of it, also where it could not be done."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.outcomes import Receiving
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.line_watch import Hits
from poetrygui.core.reading.triggers import Trigger
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.trigger_acts import MOST_MARKS, TriggerActs
from tests.gui.scripted import LoopbackServers, holds, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_what_it_does_is_listed(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    window.workspace.fetch([servers.listen(holds(b"one\ntwo\n"), "mine", "lines")])
    wait_until(lambda: bool(tabs_of(window)) and isinstance(tabs_of(window)[0].poem.state, Receiving))
    (tab,) = tabs_of(window)
    wait_until(lambda: tab.view.line_count() == 2)
    (away,) = window.findChildren(AwayDesk)
    acts, poem = TriggerActs(window.workspace, away), tab.poem
    marking = Trigger(Condition("two"), name="second", marks=True, sends=r"a\n", notifies=False)
    assert acts.act(poem, marking, Hits(1, 4, b"two"), 0)
    assert tab.view.marks.note_of(4) == "second"
    assert not acts.act(poem, marking, Hits(12, 4, b"two"), MOST_MARKS), "no more are marked"
    acts.tell_more(poem, marking, 1234)
    acts.give_up(poem, marking, "it takes too long.")
    assert [(each.sentence, each.is_bad) for each in away.log.since(0) if "rigger" in each.sentence] == [
        ("Trigger “second”: two", False),
        ("Trigger “second” could not send: a line can neither hold a newline nor end in a carriage return.", True),
        ("Trigger “second”: two, and 11 more lines", False),
        ("Trigger “second” could not send: a line can neither hold a newline nor end in a carriage return.", True),
        ("Trigger “second”: 1,234 more lines within 10 s.", False),
        ("Trigger “second” looks at this stream no more: it takes too long.", True),
    ]
