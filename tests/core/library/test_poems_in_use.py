"""A poem is in use while it is open, about to be, or runs; and then its folder stays where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.poems_in_use import PoemsInUse
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import PoemInfo


def new_poem(name: str, *, runs: bool = False) -> KeptPoem:
    ended = Ended(Outcome.COMPLETE, "the server closed the connection")
    poem = KeptPoem(PoemInfo(name, "", "", ""), Path(name), Receiving() if runs else ended)
    fetch: Any = object()
    poem.fetch = fetch if runs else None
    return poem


@pytest.mark.parametrize("runs", [True, False])
def test_what_is_open_is_in_use(runs: bool) -> None:
    in_use = PoemsInUse()
    poem = new_poem("a", runs=runs)
    assert in_use.hold(poem) is poem
    assert in_use.open == {"a": poem}
    assert in_use.names == {"a"}
    assert in_use.growing == ({"a"} if runs else set())


def test_what_runs_is_in_use_until_it_has_ended_also_when_it_is_closed() -> None:
    in_use = PoemsInUse()
    running, ended = in_use.hold(new_poem("a", runs=True)), in_use.hold(new_poem("b"))
    for poem in (running, ended):
        in_use.let_go(poem)
        assert poem.is_closed
    assert in_use.open == {}
    assert in_use.names == in_use.growing == {"a"}
    running.take_state(Ended(Outcome.STOPPED, "stopped"))
    assert in_use.names == set()


def test_what_is_shown_again_is_not_closed_any_more() -> None:
    in_use = PoemsInUse()
    poem = in_use.hold(new_poem("a"))
    in_use.let_go(poem)
    in_use.hold(poem)
    assert not poem.is_closed
    assert in_use.names == {"a"}


def test_what_is_about_to_be_opened_is_in_use_until_it_is_given_up() -> None:
    in_use = PoemsInUse()
    for name in "ab":
        in_use.expect(name)
    assert in_use.names == {"a", "b"}
    assert in_use.growing == set()
    in_use.give_up("a")
    in_use.let_go(in_use.hold(new_poem("b")))
    assert in_use.names == set()


def test_what_another_one_is_made_of_is_in_use_until_all_have_given_it_back() -> None:
    in_use = PoemsInUse()
    poem, other = new_poem("a"), new_poem("b")
    for each in (poem, poem, other):
        in_use.lend(each)
    assert in_use.names == {"a", "b"}
    in_use.take_back(poem)
    assert in_use.is_lent(poem)
    assert in_use.take_all_back() == [poem, other]
    in_use.take_back(poem)
    assert not in_use.is_lent(poem)
    assert in_use.names == set()
