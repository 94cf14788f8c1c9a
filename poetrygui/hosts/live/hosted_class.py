"""Classes that stand for protocols that run in hosts: what a connection is made with."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar

from attrs import evolve

from poetrygui.api import PoemProtocol
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.headway import LIVE_LIMIT
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.live.file_hosts import file_hosts
from poetrygui.hosts.live.hosted_protocol import HostedProtocol
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

_NUMBERS = count(1)  # of the classes: the connections of one share what makes their protocols, as they do without hosts


class SpeakingHostedProtocol(HostedProtocol):
    """One that says how to send."""

    refusal: ClassVar[Callable[[bytes], str]]

    def encode(self, frame: bytes) -> bytes:
        """Return nothing, since that is made in the host. Raises ValueError where it is known that it cannot be."""
        if refusal := type(self).refusal(frame):
            raise ValueError(refusal)
        return b""


def hosted(
    reactor: Any,
    pinned: PinnedProtocol,
    warm: WarmProcess,
    allowed: Allowed,
    *,
    on_lines: Callable[[bytes], object] = bool,
    limit: float = LIVE_LIMIT,
    refusal: Callable[[bytes], str] | None = None,
    stands_for: type[PoemProtocol] | None = None,
    has_factory: bool = False,
) -> type[PoemProtocol]:
    """Return a class that stands for the ``pinned`` protocol, whose instances are in the host of its file.

    That is one of ``warm``, its time is that of ``reactor``, and it is ``allowed`` so much. ``on_lines`` gets what it
    prints, in whole lines; ``limit`` is how many seconds it may make no headway. ``refusal`` returns why a frame cannot
    be sent, empty where it can or nobody knows; without it, nothing can. ``stands_for`` is the protocol's own class,
    where it is loaded here. Where its author wrote a factory (``has_factory``), that hears of attempts that failed.
    """
    number = next(_NUMBERS)
    alone = evolve(pinned, helpers={}, source="").as_json()

    def start(told: dict[str, Any], on_message: Callable[[Message], None], on_end: Callable[[HostEnd], None]) -> Seat:
        told = {**told, "protocol": alone, "factory": number}
        pool = file_hosts(reactor, warm)
        return pool.seat(pinned, allowed, told, on_message, on_end, on_lines=on_lines, limit=limit)

    base = HostedProtocol if refusal is None else SpeakingHostedProtocol
    members: dict[str, Any] = {"start_host": staticmethod(start), "pinned": pinned, "reactor": reactor}
    members["refusal"] = None if refusal is None else staticmethod(refusal)
    return type("Hosted", (base,), {**members, "stands_for": stands_for, "has_factory": has_factory})
