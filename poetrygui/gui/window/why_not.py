"""Why a command cannot be run as the window stands: what would have to be otherwise, found by asking the command."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from attrs import evolve

from poetrygui.gui.window.command import Command
from poetrygui.gui.window.situation import Situation

SOMETHING = "it has nothing to work on as the window stands"
"""What is said where nothing of the below would help."""

_MOST_AT_ONCE = 3


class _Lack(NamedTuple):
    """Something that may be missing: how a situation is ``with_it``, and what is ``said`` of one without."""

    with_it: Callable[[Situation], Situation]
    said: Callable[[Situation], str]


def _no_tab(_situation: Situation) -> str:
    return "no tab is open"


def _not_one_chosen(situation: Situation) -> str:
    if not situation.servers:
        return "the list of servers is empty"
    return "more than one server is chosen" if situation.chosen else "no server is chosen"


# What stands first is what is lacking first: without a tab there is no recording in it.
_LACKS = (
    _Lack(lambda s: s._replace(tabs=max(s.tabs, 1)), _no_tab),
    _Lack(lambda s: s._replace(servers=max(s.servers, 1)), lambda _: "the list of servers is empty"),
    _Lack(lambda s: s._replace(chosen=1), _not_one_chosen),
    _Lack(lambda s: s._replace(groups=s.groups._replace(is_any=True)), lambda _: "there is no group of servers"),
    _Lack(
        lambda s: s._replace(groups=s.groups._replace(is_any=True, current="it")),
        lambda _: "no group is chosen, nor a server of one",
    ),
    _Lack(lambda s: s._replace(groups=s.groups._replace(runs=True)), lambda _: "nothing of the group runs"),
    _Lack(lambda s: s._replace(undo="it"), lambda _: "there is nothing to undo"),
    _Lack(lambda s: s._replace(redo="it"), lambda _: "there is nothing to do again"),
    _Lack(lambda s: s._replace(can_reopen=True), lambda _: "no tab was closed that could be brought back"),
    _Lack(lambda s: s._replace(can_stop=True), lambda _: "nothing runs here that could be stopped"),
    _Lack(lambda s: s._replace(has_selection=True), lambda s: "nothing is selected" if s.has_tab else _no_tab(s)),
    _Lack(lambda s: s._replace(tabs=2), lambda s: "there is no other tab" if s.has_tab else _no_tab(s)),
    _Lack(
        lambda s: s._replace(can_show_poem=True),
        lambda s: "nothing came of it yet" if s.chosen == 1 else _not_one_chosen(s),
    ),
    _Lack(
        lambda s: s._replace(recording=s.recording._replace(is_there=True)),
        lambda s: "what came on the wire was not kept here" if s.has_tab else _no_tab(s),
    ),
    _Lack(
        lambda s: s._replace(recording=s.recording._replace(can_send=True)),
        lambda s: "there is no connection on which its protocol could send" if s.has_tab else _no_tab(s),
    ),
    _Lack(
        lambda s: s._replace(tabs_show=s.tabs_show._replace(recordings=evolve(s.tabs_show.recordings, table=True))),
        lambda _: "frames are not shown as a table",
    ),
    _Lack(
        lambda s: s._replace(recording=s.recording._replace(may_hold_sent=True)),
        lambda s: "nothing is kept here of what was sent" if s.has_tab else _no_tab(s),
    ),
    _Lack(
        lambda s: s._replace(reading=s.reading._replace(is_cleared=True)),
        lambda s: "nothing was cleared from view" if s.has_tab else _no_tab(s),
    ),
)


def why_not(command: Command, situation: Situation) -> str:
    """Return in words what keeps a command from being run, to stand behind a colon; nothing where nothing does."""
    if command.enabled(situation):
        return ""
    for count in range(1, _MOST_AT_ONCE + 1):
        for lacks in combinations(_LACKS, count):
            tried = situation
            for lack in lacks:
                tried = lack.with_it(tried)
            if command.enabled(tried):
                return lacks[0].said(situation)
    return SOMETHING
