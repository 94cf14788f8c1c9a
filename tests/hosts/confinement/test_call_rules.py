"""Rules are about calls that are in the table, and each word adds to them alone."""

from __future__ import annotations

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed
from poetrygui.hosts.confinement.call_numbers import call_numbers
from poetrygui.hosts.confinement.call_rules import ALWAYS, NEVER, call_rules
from poetrygui.hosts.confinement.kernel import ARM64, X86_64
from poetrygui.plugins.needs import ASKS_FOR

PID = 4711


def test_every_call_of_a_rule_has_a_number() -> None:
    known = {*call_numbers(X86_64), *call_numbers(ARM64)}
    assert {*call_rules(NOTHING, PID)} <= known


def test_words_add_to_what_may_be_called_and_take_nothing_away() -> None:
    without = call_rules(NOTHING, PID)
    for word in ASKS_FOR:
        given = call_rules(Allowed(words=(word,)), PID)
        assert given.keys() == without.keys()
        changed = {name for name in given if given[name] != without[name]}
        assert changed
        assert not [name for name in changed if given[name] == NEVER or without[name] == ALWAYS]
