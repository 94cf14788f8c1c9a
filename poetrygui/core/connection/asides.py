"""What a transport tells beside the bytes: noted in the recording, and told to whoever hears the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.api import Ended, Layout
from poetrygui.core import poems
from poetrygui.core.authors.foreign_protocol import layout_of, unfinished_in
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.wire_listener import WireListener, kept_by
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.transports.streams.asides import Aside

_WORDS = {poems.EventKind.TOLD: ""}
_WORDS_OF_THE_SERVER = _WORDS | {poems.EventKind.HANDSHAKE_DONE: "TLS: ", poems.EventKind.CERTIFICATE: "certificate: "}


def hear_asides(transport: Any, wire: WireListener, delivery: Delivery, calls: PluginCalls, protocol: Any) -> None:
    """Have ``transport``, if it tells anything, tell ``wire``; its remarks go to ``delivery``, too.

    Where another sends before a frame is whole, as the ``protocol`` tells by ``calls``, that is a remark.
    """
    if hasattr(transport, "on_aside"):
        transport.on_aside = _Asides(wire, delivery, calls, protocol).hear


class _Asides:
    def __init__(self, wire: WireListener, delivery: Delivery, calls: PluginCalls, protocol: Any) -> None:
        self._wire = wire
        self._delivery = delivery
        self._calls = calls
        self._protocol = protocol
        self._sender = ""
        self._has_mixed = False

    def hear(self, aside: Aside) -> None:
        if aside.is_sender:
            self._hear_sender(aside.text)
            return
        self._wire.event(poems.EventKind.TOLD, aside.text)
        if aside.is_remark:
            self._delivery.remark(aside.text)

    def _hear_sender(self, sender: str) -> None:
        before, self._sender = self._sender, sender
        # Once is enough: to ask a protocol of each of a flood would take time.
        if before not in ("", sender) and not self._has_mixed:
            layout = self._calls.call("wire_layout", layout_of, self._protocol)
            if self._is_inside_frame(layout):
                self._has_mixed = True
                self.hear(Aside(mixed_sentence(before, sender, are_lines=layout == Ended(b"\n")), is_remark=True))
        self._wire.event(poems.EventKind.SENDER, sender)

    def _is_inside_frame(self, layout: Layout | None) -> bool:
        if layout is None or isinstance(layout, Ended) or self._delivery.inside_frame:
            return self._delivery.has_begun_frame(layout)
        # Where its frames lie by a rule, but what is left of a chunk does not tell, only the protocol knows.
        return bool(self._calls.call("unfinished", unfinished_in, self._protocol))


def mixed_sentence(before: str, sender: str, *, are_lines: bool) -> str:
    """Return what is said where ``sender`` goes on with a frame of the one ``before``, and what helps.

    Where frames ``are_lines``, a newline behind each datagram does as well.
    """
    return (
        f"a frame that {before} had begun goes on with what {sender} sent: with senders=apart each is framed by itself"
        f"{', with end=newline each datagram is a line' if are_lines else ''}"
    )


class AsidesHeard:
    """Hears the wire for another listener, and tells the asides at once."""

    __slots__ = ("_event", "_sender", "_sender_is", "_told", "_words", "delivered", "kept", "received", "sent")

    def __init__(
        self,
        wire: WireListener,
        told: Callable[[str], None],
        *,
        server: bool = False,
        sender_is: Callable[[str], None] | None = None,
    ) -> None:
        """Pass everything on to ``wire``; ``told`` gets the text of each aside.

        If ``server``, it gets what is known of one with TLS, too. Whoever sends from now on is told to ``sender_is``,
        where that is given, whenever it is another one.
        """
        self.kept = kept_by(wire)
        # Bound, because a chunk is to take no longer for it.
        self.received = wire.received
        self.delivered = wire.delivered
        self.sent = wire.sent
        self._event = wire.event
        self._told = told
        self._words = _WORDS_OF_THE_SERVER if server else _WORDS
        self._sender = ""
        self._sender_is = sender_is

    def event(self, kind: poems.EventKind, text: str = "") -> None:
        """Pass an event on, and tell it where it is one of those."""
        self._event(kind, text)
        if kind in self._words:
            self._told(self._words[kind] + text)
        elif kind is poems.EventKind.SENDER and text != self._sender:
            self._sender = text
            (self._sender_is or self._tell_sender)(text)

    def _tell_sender(self, sender: str) -> None:
        self._told(f"from {sender}")
