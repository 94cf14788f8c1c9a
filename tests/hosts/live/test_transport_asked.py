"""What a protocol asks of its transport is done with the real one, and nothing else is."""

from __future__ import annotations

from typing import Any, cast

import pytest
from twisted.internet.testing import StringTransport

from poetrygui.hosts.live.hosted_connections import Facing
from poetrygui.hosts.live.hosted_pace import HostedPace
from poetrygui.hosts.live.transport_asked import do_with


class Noted:
    """A connection and its pace, which note what is done."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.transport = StringTransport()

    def __getattr__(self, name: str) -> Any:
        return lambda *told: self.done.append((name, *told))


@pytest.mark.parametrize(
    "message, done",
    [
        ({"producer": True}, [("has_producer", True)]),
        ({"producer": 1}, [("has_producer", False)]),
        ({"lose": True}, [("closes",), ("loseConnection",)]),
        ({"abort": True}, [("closes",), ("abortConnection",)]),
        ({"pause": True}, [("pauseProducing",)]),
        ({"resume": True}, [("resumeProducing",)]),
        ({"no_delay": True}, []),
        ({"keep_alive": True}, []),
    ],
)
def test_it_is_done(message: dict[str, Any], done: list[Any]) -> None:
    noted = Noted()
    do_with(noted, message, cast("HostedPace", noted), cast("Facing", noted))
    assert noted.done == done


def test_one_that_cannot_be_closed_by_half_is_closed() -> None:
    noted = Noted()
    do_with(noted, {"lose_write": True}, cast("HostedPace", noted), cast("Facing", noted))
    assert noted.transport.disconnecting


def test_nothing_else_is_done() -> None:
    noted = Noted()
    with pytest.raises(ValueError, match="nothing that a transport does"):
        do_with(noted, {"odd": True}, cast("HostedPace", noted), cast("Facing", noted))
