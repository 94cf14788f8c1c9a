"""What is to be known of a protocol before anything connects, asked of a host: no code of it runs here."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from attrs import frozen

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.authors.construction import construction_of
from poetrygui.core.connection.factory import encoder_of
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.plain_text import plain_text
from poetrygui.core.guard.plugin_faults import message_of
from poetrygui.errors import PluginError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.said_at_last import say_at_last
from poetrygui.hosts.live.whole_lines import WholeLines
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned

TELLER = __name__
LARGEST_ASKED = 128 * 1024
"""Bytes of a frame of which it is asked beforehand whether it can be sent."""


@frozen
class Facts:
    """Whether a protocol says how to send, and whether its author wrote a factory, of which one serves them all."""

    speaks: bool
    has_factory: bool


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Tell by ``channel`` what there is to know of the ``protocol`` that is told, and then of frames."""
    KeptRunning(import_module("twisted.internet.reactor"))
    say_at_last(tuple)
    try:
        protocol = load_pinned(PinnedProtocol.of_json(told["protocol"]))
    except PluginError as error:
        channel.send({"problem": str(error), "details": error.details})
        return
    has_factory = construction_of(protocol).factory is not None
    channel.send({"speaks": can_speak(protocol), "has_factory": has_factory})
    while True:
        channel.send({"waits": True})
        frame = b64decode(channel.receive()["frame"])
        # A factory makes what it likes: what that can send is known when it has made it.
        channel.send({"refusal": "" if has_factory else _refusal(protocol, frame)})


def _refusal(protocol: type[PoemProtocol], frame: bytes) -> str:
    try:
        encode_frame(encoder_of(protocol), frame)
    except ValueError as error:
        return plain_text(message_of(error)) or type(error).__name__
    except BaseException:  # noqa: BLE001 - the protocol's own code; what is wrong with it is told where it is used
        return ""
    return ""


class AskedHost:
    """A host that tells of its protocol, before the reactor runs: it goes round in here until an answer has come."""

    def __init__(
        self,
        reactor: Any,
        pinned: PinnedProtocol,
        warm: WarmProcess,
        allowed: Allowed,
        on_lines: Callable[[bytes], object] = bool,
    ) -> None:
        """Start it, as :func:`~poetrygui.hosts.live.hosted_protocol.hosted` starts those that receive.

        All are as there: ``reactor``, ``pinned``, ``warm``, ``allowed`` and ``on_lines``.
        """
        self._reactor = reactor
        self._answers: list[Mapping[str, Any]] = []
        self._end: HostEnd | None = None
        self._known: dict[bytes, str] = {}
        self._lines = WholeLines(on_lines)
        told = {"protocol": pinned.as_json()}
        self._host: Host = warm.run(
            f"{TELLER}:run", told, self._heard, self._ended, allowed=allowed, on_output=self._lines.feed
        )

    def facts(self) -> Facts:
        """Wait for what there is to know. Raises PluginError where the protocol cannot be used."""
        told = self._answer()
        if told is None:
            end = self._end or HostEnd()
            left = f"its process ended before it was loaded{f' ({end.place})' if end.place else ''}"
            raise PluginError(end.problem or left, self._printed)
        if "problem" in told:
            raise PluginError(str(told["problem"]), str(told.get("details", "")))
        return Facts(told.get("speaks") is True, told.get("has_factory") is True)

    def refusal(self, frame: bytes) -> str:
        """Wait for why the protocol cannot send this frame; empty where it can, or where that is not known."""
        if frame not in self._known and len(frame) <= LARGEST_ASKED and not self._reactor.running and not self._end:
            self._host.send({"frame": b64encode(frame).decode()})
            self._known[frame] = str((self._answer() or {}).get("refusal", ""))
        return self._known.get(frame, "")

    def close(self) -> None:
        """Ask no more."""
        self._host.stop()

    @property
    def _printed(self) -> str:
        return "" if self._end is None else self._end.output

    def _answer(self) -> Mapping[str, Any] | None:
        while not self._answers and self._end is None:
            self._reactor.iterate(0.1)
        return self._answers.pop(0) if self._answers else None

    def _heard(self, message: Message) -> None:
        if isinstance(message, dict):
            self._answers.append(message)

    def _ended(self, end: HostEnd) -> None:
        self._lines.end()
        self._end = end
