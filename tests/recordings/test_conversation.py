"""Both directions of a connection, told in the order of time: what waits for something is told when that is there."""

from __future__ import annotations

import pytest
from attrs import define, field

from poetrygui.recordings import conversation
from poetrygui.recordings.conversation import Closing, Conversation, Item, Remark, Said
from poetrygui.recordings.stream_assembly import Hole, Piece
from poetrygui.recordings.tcp_segments import ACK, FIN, PSH, RST, SYN, Segment

END = ("192.0.2.1", 1)


@define
class Heard:
    """A conversation, and what it told."""

    items: list[Item] = field(factory=list)
    closings: list[Closing] = field(factory=list)
    conversation: Conversation = field(init=False)

    @conversation.default
    def _told_here(self) -> Conversation:
        return Conversation(self)

    def heard(self, item: Item) -> None:
        self.items.append(item)

    def ended(self, closing: Closing) -> None:
        self.closings.append(closing)

    def take(
        self, time: int, by_client: bool, sequence: int, data: bytes = b"", flags: int = ACK, comment: str = ""
    ) -> None:
        self.conversation.take(time, by_client, segment(sequence, data, flags), comment)

    def begin(self) -> None:
        """Shake hands; both sides' first bytes have the number 101."""
        self.take(1, True, 100, flags=SYN)
        self.take(2, False, 100, flags=SYN | ACK)

    @property
    def said(self) -> list[tuple[bool, bytes | int]]:
        """Who said what; of what is missing, how much."""
        return [
            (item.by_client, item.what.data if isinstance(item.what, Piece) else item.what.size)
            for item in self.items
            if isinstance(item, Said)
        ]


def segment(sequence: int, data: bytes = b"", flags: int = ACK) -> Segment:
    return Segment(END, END, sequence, flags | (PSH if data else 0), data)  # type: ignore[arg-type]  # its ends are not looked at


def test_what_both_say_is_told_as_it_comes_and_what_comes_twice_once() -> None:
    heard = Heard()
    heard.begin()
    heard.take(3, True, 101, b"GET")
    heard.take(4, False, 101, b"one")
    heard.take(5, False, 101, b"one")
    heard.take(6, False, 104, b"two")
    assert heard.said == [(True, b"GET"), (False, b"one"), (False, b"two")]
    assert heard.conversation.held_size == 0


def test_what_waits_for_something_is_told_in_the_order_of_time() -> None:
    heard = Heard()
    heard.begin()
    heard.take(3, False, 104, b"two")
    heard.take(4, True, 101, b"GET")
    assert heard.said == []
    assert heard.conversation.held_size > 0
    heard.take(5, False, 101, b"one")
    assert heard.said == [(True, b"GET"), (False, b"one"), (False, b"two")]


def test_what_never_comes_is_told_as_missing() -> None:
    heard = Heard()
    heard.begin()
    heard.take(3, False, 104, b"two")
    heard.conversation.give_up()
    assert heard.said == [(False, 3), (False, b"two")]
    (hole,) = [item.what for item in heard.items if isinstance(item, Said) and isinstance(item.what, Hole)]
    assert (hole.at, hole.size) == (0, 3)


def test_no_more_is_held_than_memory_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "MOST_HELD", 5_000)
    heard = Heard()
    heard.begin()
    for number in range(10):
        heard.take(3 + number, False, 104 + 1000 * number, b"x" * 1000)
    assert heard.said[0] == (False, 3)
    assert sum(len(data) for _, data in heard.said if isinstance(data, bytes)) >= 4_000


def test_remarks_are_told_in_their_place() -> None:
    heard = Heard()
    heard.begin()
    heard.take(3, False, 101, b"one", comment="look here")
    assert [item for item in heard.items if isinstance(item, Remark)] == [Remark(3, "look here")]


@pytest.mark.parametrize(
    "packets, client, server, reset",
    [
        ([], False, False, None),
        ([(3, True, FIN | ACK)], True, False, None),
        ([(3, True, FIN | ACK), (4, False, FIN | ACK)], True, True, None),
        ([(3, False, RST)], False, False, False),
        ([(3, True, RST), (4, False, RST)], False, False, True),
    ],
)
def test_how_it_ended_is_told_once(
    packets: list[tuple[int, bool, int]], client: bool, server: bool, reset: bool | None
) -> None:
    heard = Heard()
    heard.begin()
    for time, by_client, flags in packets:
        heard.take(time, by_client, 101, flags=flags)
    heard.conversation.end("the capture ends")
    last = packets[-1][0] if packets else 2
    assert heard.closings == [Closing(last, client, server, reset, False, "the capture ends")]


def test_one_that_began_before_the_capture_says_so() -> None:
    heard = Heard()
    heard.take(3, False, 5000, b"middle")
    heard.conversation.end("the capture ends")
    assert heard.said == [(False, b"middle")]
    assert heard.closings[0].began_before


def test_a_new_connection_between_the_same_ends_is_another() -> None:
    heard = Heard()
    assert not heard.conversation.is_another(True, segment(100, flags=SYN))
    heard.begin()
    assert not heard.conversation.is_another(True, segment(100, flags=SYN)), "the same one again"
    assert heard.conversation.is_another(True, segment(7000, flags=SYN))
    assert not heard.conversation.is_another(False, segment(7000, flags=SYN | ACK))
    assert not heard.conversation.is_another(True, segment(7000, b"data"))
