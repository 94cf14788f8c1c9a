"""Reading stops with the first who wants that and goes on with the last."""

from __future__ import annotations

from poetrygui.core.connection.pauses import Pauses, abort


class Transport:
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def pauseProducing(self) -> None:
        self.asked.append("pause")

    def loseConnection(self) -> None:
        self.asked.append("lose")


def test_the_transport_is_paused_once_and_the_last_one_resumes() -> None:
    pauses, transport = Pauses(), Transport()
    pauses.add("disk", transport)
    pauses.add("protocol", transport)
    pauses.add("disk", transport)
    assert transport.asked == ["pause"]
    assert pauses
    assert "disk" in pauses
    assert pauses.remove("disk") is False
    assert "disk" not in pauses
    assert pauses.remove("protocol") is True
    assert not pauses


def test_whoever_had_not_paused_resumes_nothing() -> None:
    pauses, transport = Pauses(), Transport()
    assert pauses.remove("disk") is False
    pauses.add("protocol", transport)
    assert pauses.remove("disk") is False
    assert pauses


def test_what_cannot_pause_or_abort_does_what_it_can() -> None:
    pauses = Pauses()
    for transport in (None, object()):
        pauses.add("disk", transport)
        assert pauses.remove("disk") is True
    closing = Transport()
    abort(closing)
    assert closing.asked == ["lose"]
