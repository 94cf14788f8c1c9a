"""Where fields come from: a few milliseconds at a time, and told when more is known."""

from __future__ import annotations

from collections.abc import Mapping

from twisted.internet.task import Clock

from poetrygui.api import PoemProtocol
from poetrygui.recordings.field_source import KeptFields, NoFields, OwnFields


class Sized(PoemProtocol):
    def fields(self, frame: bytes) -> Mapping[str, object]:
        return {"size": len(frame)}


def test_what_there_is_time_for_is_known_at_once() -> None:
    source = OwnFields(Sized, Clock())
    assert source.known(7) is None
    source.want([(7, b"ab"), (8, b"")])
    assert source.known(7) == ({"size": 2},)
    assert source.known(8) == ({"size": 0},)
    assert source.problem == ""


def test_the_rest_is_told_later_and_what_is_not_wanted_any_more_never() -> None:
    clock, told = Clock(), list[str]()
    source = OwnFields(Sized, clock, at_once=0.0, bytes_at_once=1)
    unsubscribe = source.subscribe(lambda: told.append("more"))
    source.want([(1, b"a"), (2, b"b"), (3, b"c")])
    assert [source.known(number) is None for number in (1, 2, 3)] == [False, True, True]
    source.want([(4, b"d"), (5, b"e")])
    assert told == []
    clock.advance(0)
    assert [source.known(number) is None for number in (1, 2, 3, 4, 5)] == [False, True, True, False, False]
    assert told == ["more"]
    unsubscribe()
    source.want([(6, b"f"), (7, b"g")])
    source.pause()
    assert clock.getDelayedCalls() == []
    source.want([(6, b"f"), (7, b"g")])
    source.close()
    assert clock.getDelayedCalls() == []
    assert told == ["more"]


def test_of_many_those_that_came_last_are_kept() -> None:
    kept = KeptFields()
    for number in range(10_000):
        kept.take(number, None)
    assert kept.of(0) is None
    assert kept.of(9_999) == (None,)


def test_where_there_are_none_that_is_known() -> None:
    source = NoFields("the protocol x is gone")
    source.want([(1, b"a")])
    source.subscribe(print)()
    source.pause()
    source.close()
    assert source.known(1) == (None,)
    assert source.problem == "the protocol x is gone"
