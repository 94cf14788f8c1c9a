"""Classes that stand for protocols that run in hosts: what a connection is made with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from poetrygui.api import PoemProtocol
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.headway import LIMIT
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.hosted_protocol import HostedProtocol
from poetrygui.hosts.live.whole_lines import WholeLines
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

RUNNER = "poetrygui.hosts.live.live_side"
"""What a warm process has at hand for them."""


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
    limit: float = LIMIT,
    refusal: Callable[[bytes], str] | None = None,
    stands_for: type[PoemProtocol] | None = None,
) -> type[PoemProtocol]:
    """Return a class that stands for the ``pinned`` protocol, each of whose instances has a host of ``warm``.

    Its time is that of ``reactor``; it is ``allowed`` so much. ``on_lines`` gets what it prints, in whole lines;
    ``limit`` is how many seconds it may make no headway. ``refusal`` returns why a frame cannot be sent, empty where it
    can or nobody knows; without it, nothing can. ``stands_for`` is the protocol's own class, where it is loaded here.
    """

    def start(
        told: dict[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
        descriptor: int | None,
    ) -> Host:
        lines = WholeLines(on_lines)

        def ended(end: HostEnd) -> None:
            lines.end()
            on_end(end)

        def heard(message: Message) -> None:
            if isinstance(message, dict) and "verdict" in message:
                # It may be long until its process has ended.
                host.hear_prints()
                lines.end()
            on_message(message)

        more: Any = {"allowed": allowed, "on_output": lines.feed, "descriptor": descriptor}
        host = warm.run(f"{RUNNER}:run", {**told, "limit": limit}, heard, ended, limit, **more)
        return host

    base = HostedProtocol if refusal is None else SpeakingHostedProtocol
    members: dict[str, Any] = {"start_host": staticmethod(start), "pinned": pinned, "reactor": reactor}
    members["refusal"] = None if refusal is None else staticmethod(refusal)
    return type("Hosted", (base,), {**members, "stands_for": stands_for})
