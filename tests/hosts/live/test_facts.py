"""What there is to know of a protocol is asked of a host, and waited for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.errors import PluginError
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.live.facts import LARGEST_ASKED, TELLER, AskedHost, Facts
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

SPEAKS = """
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def encode(self, frame):
        if frame == b"odd":
            raise ValueError("odd ones are not sent")
        if frame == b"raises":
            raise KeyError(frame)
        return frame
"""
FACTORY = """
from twisted.internet.protocol import ClientFactory, Protocol
class Own(Protocol):
    pass
class OwnFactory(ClientFactory):
    protocol = Own
"""


class NotRunning:
    """A reactor as it is before anybody runs it."""

    running = False

    def __init__(self, reactor: Any) -> None:
        self.iterate = reactor.iterate


@pytest.fixture
def asked(reactor: Any, tmp_path: Path) -> Iterator[Callable[[str], AskedHost]]:
    """Yield what asks about a source."""
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    warm = WarmProcess(reactor, [TELLER])

    def ask(source: str) -> AskedHost:
        path = tmp_path / "own.py"
        path.write_text(source, "utf-8")
        pinned = PinnedProtocol("own", str(path), hashlib.sha256(path.read_bytes()).hexdigest())
        return AskedHost(NotRunning(reactor), pinned, warm, Allowed(read=(str(path),)))

    yield ask
    warm.close()


def test_what_a_protocol_can_is_told(asked: Callable[[str], AskedHost]) -> None:
    host = asked(SPEAKS)
    assert host.facts() == Facts(speaks=True, has_factory=False)
    assert [host.refusal(each) for each in (b"even", b"odd", b"raises", b"odd")] == [
        "",
        "odd ones are not sent",
        "",
        "odd ones are not sent",
    ]
    assert host.refusal(b"x" * (LARGEST_ASKED + 1)) == ""
    host.close()
    host = asked(FACTORY)
    assert host.facts() == Facts(speaks=False, has_factory=True)


def test_why_it_cannot_be_used_is_told(asked: Callable[[str], AskedHost]) -> None:
    with pytest.raises(PluginError, match=r"line 1 of own\.py: ZeroDivisionError"):
        asked("1 / 0").facts()
    with pytest.raises(PluginError, match="its process ended with status 3"):
        asked("import os; os._exit(3)").facts()
