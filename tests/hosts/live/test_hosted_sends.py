"""What is sent by a host goes out in its turn, and a secret is heard by nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.fetching.unseen import UnseenWire
from poetrygui.hosts.live.hosted_calls import LARGEST
from poetrygui.hosts.live.hosted_sends import MOST_KEPT, HostedSends


class Both:
    """The two sides of it, in one list."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.written: list[tuple[bytes, bool]] = []
        self.refused: list[str] = []
        self.unseen = UnseenWire(NobodyListens())
        self.noted: list[Callable[[], object]] = []
        self.sends = HostedSends(self.said.append, self.write, self.refused.append, self.unseen, self.noted.append)

    def begin_again(self) -> None:
        """Begin in another host, which hears all that was noted."""
        self.said.clear()
        self.written.clear()
        self.sends.begin_again(self.said.append)
        noted = [*self.noted]
        self.noted.clear()
        for again in noted:
            again()

    def write(self, data: bytes) -> None:
        self.written.append((data, self.unseen.is_secret))


def test_bytes_go_at_once_where_nothing_is_with_the_host() -> None:
    both = Both()
    both.sends.raw(b"now")
    both.sends.frame(b"frame")
    both.sends.raw(b"then")
    assert both.written == [(b"now", False)]
    assert both.said == [{"send": 5}, b"frame", {"raw": 4}, b"then"]


def test_a_secret_is_one_only_while_it_is_sent() -> None:
    both = Both()
    with both.unseen.secret():
        both.sends.frame(b"secret")
    both.sends.written(b"before")
    both.sends.heard({"sending": True})
    both.sends.written(b"secret\n")
    both.sends.heard({"sent": ""})
    both.sends.written(b"after")
    assert both.written == [(b"before", False), (b"secret\n", True), (b"after", False)]


def test_a_refusal_is_told() -> None:
    both = Both()
    both.sends.frame(b"")
    both.sends.heard({"sending": True})
    both.sends.heard({"sent": "too short"})
    assert (both.said, both.refused) == ([{"send": 0}], ["too short"])


def test_who_asked_hears_what_came_of_it_in_the_place_of_all() -> None:
    both, told = Both(), list[str]()
    both.sends.frame(b"x", told.append)
    both.sends.frame(b"", told.append)
    for refusal in ("", "too short"):
        both.sends.heard({"sending": True})
        both.sends.heard({"sent": refusal})
    assert (told, both.refused) == (["", "too short"], [])


def test_much_goes_in_pieces() -> None:
    both = Both()
    both.sends.frame(b"x" * (LARGEST + 1))
    assert [len(each) for each in both.said[1:]] == [LARGEST, 1]


@pytest.mark.parametrize("told", [[{"sent": ""}], [{"sending": True}, {"sending": True}]])
def test_what_was_not_asked_for_is_refused(told: list[dict[str, Any]]) -> None:
    both = Both()
    both.sends.frame(b"x")

    def hear() -> None:
        for message in told:
            both.sends.heard(message)

    with pytest.raises(ValueError, match="not asked for"):
        hear()


def test_another_host_sends_again_what_was_a_frame_and_nothing_goes_twice() -> None:
    both, told = Both(), list[str]()
    both.sends.written(b"at first")
    both.sends.frame(b"one", told.append)
    both.sends.raw(b"raw")
    with both.unseen.secret():
        both.sends.frame(b"secret")
    both.sends.frame(b"two", told.append)
    for made in (b"one\n", b"raw", b"secret\n"):
        both.sends.heard({"sending": True})
        both.sends.written(made)
        both.sends.heard({"sent": ""})
    both.sends.heard({"sending": True})
    both.sends.written(b"tw")
    both.begin_again()
    both.sends.frame(b"meanwhile")
    assert both.said == [{"send": 3}, b"one", {"send": 3}, b"two"]
    both.sends.written(b"at first")
    for made in (b"one\n", b"two\n"):
        both.sends.heard({"sending": True})
        both.sends.written(made)
        both.sends.heard({"sent": ""})
    assert both.written == [(b"o\n", False)]
    assert told == ["", ""]
    both.sends.go_on()
    assert both.said[-2:] == [{"send": 9}, b"meanwhile"]


def test_a_secret_that_had_not_gone_is_made_again_and_goes_on_where_it_was() -> None:
    both = Both()
    with both.unseen.secret():
        both.sends.frame(b"secret")
    both.sends.heard({"sending": True})
    both.sends.written(b"sec")
    both.begin_again()
    both.sends.heard({"sending": True})
    both.sends.written(b"secret\n")
    both.sends.heard({"sent": ""})
    assert both.written == [(b"ret\n", True)]


def test_no_more_is_kept_of_it_than_is_told() -> None:
    both = Both()
    both.sends.frame(b"x" * (MOST_KEPT // 2))
    assert both.sends.is_kept
    both.sends.frame(b"x" * (MOST_KEPT // 2))
    assert not both.sends.is_kept
