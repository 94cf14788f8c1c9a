"""The place of a view on the wire: there again when other rows are made of it, and where the next frame begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from poetrygui.gui.window.kept_place import KeptPlace, seen_stretch
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.framed_anew import fetch
from tests.gui.scripted import LoopbackServers

Until = Callable[[Callable[[], bool]], None]

LINES = b"".join(b"line %05d\n" % number for number in range(3000))
STRINGS = b"".join(b"10:line %05d," % number for number in range(3000))


@pytest.mark.parametrize("protocol, data", [("lines", LINES), ("netstring", STRINGS)])
def test_a_view_is_there_again_as_near_as_is_known(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, protocol: str, data: bytes
) -> None:
    tab = fetch(window, servers, wait_until, data, protocol)
    tab.view.show_offset(11 * 1500)
    place = KeptPlace(tab)
    assert place.is_of(tab)
    tab.view.show_offset(0)
    place.take()
    wait_until(lambda: abs(tab.view.first_visible_line() - 1500) <= 2)
    assert not tab.view.following


def test_one_that_follows_goes_on_to(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    tab = fetch(window, servers, wait_until, LINES, "lines")
    assert tab.view.following
    KeptPlace(tab).take()
    assert tab.view.following


def test_what_is_seen_begins_where_a_frame_does(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tab = fetch(window, servers, wait_until, LINES, "lines")
    tab.view.show_offset(11 * 1500 + 3)
    stretch = seen_stretch(tab, None)
    assert stretch is not None
    assert stretch[0] == 11 * 1500
    assert stretch[1] > stretch[0] + 11 * 100
    other = fetch(window, servers, wait_until, STRINGS, "netstring")
    assert seen_stretch(other, other.poem.store) is None, "no border is known there"
