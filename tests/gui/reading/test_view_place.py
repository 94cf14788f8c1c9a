"""Where a view is to go: it goes there when it is seen and has something to show."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.gui.reading.view_place import ViewPlace
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem
from tests.gui.reading.filtered import LOG

AT_900 = LOG.index(b"900 error")


def test_it_goes_there_once_it_is_seen_and_has_a_poem(qtbot: QtBot) -> None:
    view = PoemView()
    qtbot.addWidget(view)
    place = ViewPlace(view)
    wanted = TabPlace(0, AT_900, False, AT_900, AT_900 + 3)
    place.go_to(wanted)
    view.resize(400, 300)
    with qtbot.waitExposed(view):
        view.show()
    place.arrive()
    assert place.now() == wanted
    view.set_reader(MemoryPoem(LOG))
    place.arrive()
    assert (view.top_offset(), view.selection()) == (AT_900, (AT_900, AT_900 + 3))
    assert place.now() == wanted
    view.follow()
    place.go_to(TabPlace())
    place.arrive()
    assert view.following
    place.go_to(wanted)
    place.forget()
    assert place.now().following
    view.set_reader(None)
