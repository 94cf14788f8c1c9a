"""A protocol's producer: each call of the transport's reaches it as one of its connection's guarded calls."""

from __future__ import annotations

import pytest
from twisted.internet.interfaces import IPullProducer, IPushProducer
from zope.interface.verify import verifyObject

from poetrygui.core.guard.guarded_producer import GuardedProducer
from poetrygui.core.guard.plugin_calls import PluginCalls, current_calls
from poetrygui.core.outcomes import Outcome, Verdict

CALLS = ("resumeProducing", "pauseProducing", "stopProducing")


def unblamed(verdict: Verdict) -> None:
    pytest.fail(verdict.reason)


class Producer:
    """Notes what it is asked for, and whether that was within its connection's calls."""

    def __init__(self, calls: PluginCalls) -> None:
        self.asked: list[tuple[str, bool]] = []
        self._calls = calls

    def _note(self, name: str) -> None:
        self.asked.append((name, current_calls() is self._calls and self._calls.is_inside))

    def resumeProducing(self) -> None:
        self._note("resumeProducing")

    def pauseProducing(self) -> None:
        self._note("pauseProducing")

    def stopProducing(self) -> None:
        self._note("stopProducing")


class Broken:
    """A producer that has one of the three, which fails."""

    def resumeProducing(self) -> None:
        raise ValueError("nothing left")


def test_every_call_is_passed_on_within_the_connections_calls() -> None:
    calls = PluginCalls(unblamed)
    producer = Producer(calls)
    guarded = GuardedProducer(producer, calls)
    for name in CALLS:
        getattr(guarded, name)()
    assert producer.asked == [(name, True) for name in CALLS]
    assert not calls.is_inside


@pytest.mark.parametrize("name, said", [("resumeProducing", "nothing left"), ("stopProducing", "stopProducing")])
def test_what_it_does_wrong_is_told_and_does_not_reach_the_transport(name: str, said: str) -> None:
    verdicts: list[Verdict] = []
    getattr(GuardedProducer(Broken(), PluginCalls(verdicts.append)), name)()
    (verdict,) = verdicts
    assert verdict.outcome is Outcome.PLUGIN_FAULT
    assert said in verdict.reason


def test_a_transport_takes_it_for_either_kind() -> None:
    guarded = GuardedProducer(Broken(), PluginCalls(unblamed))
    verifyObject(IPushProducer, guarded)
    verifyObject(IPullProducer, guarded)
