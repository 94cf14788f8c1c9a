"""What a transport tells beside the bytes: noted in the recording, and told to whoever hears the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poetrygui.core import poems
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.transports.streams.asides import Aside

_WORDS = {poems.EventKind.TOLD: ""}
_WORDS_OF_THE_SERVER = _WORDS | {poems.EventKind.HANDSHAKE_DONE: "TLS: ", poems.EventKind.CERTIFICATE: "certificate: "}


def hear_asides(transport: Any, wire: WireListener, delivery: Delivery) -> None:
    """Have ``transport``, if it tells anything, tell ``wire``; its remarks go to ``delivery``, too."""

    def hear(aside: Aside) -> None:
        wire.event(poems.EventKind.TOLD, aside.text)
        if aside.is_remark:
            delivery.remark(aside.text)

    if hasattr(transport, "on_aside"):
        transport.on_aside = hear


class AsidesHeard:
    """Hears the wire for another listener, and tells the asides at once."""

    __slots__ = ("_event", "_told", "_words", "delivered", "received", "sent")

    def __init__(self, wire: WireListener, told: Callable[[str], None], *, server: bool = False) -> None:
        """Pass everything on to ``wire``; ``told`` gets the text of each aside.

        If ``server``, it gets what is known of one with TLS, too.
        """
        # Bound, because a chunk is to take no longer for it.
        self.received = wire.received
        self.delivered = wire.delivered
        self.sent = wire.sent
        self._event = wire.event
        self._told = told
        self._words = _WORDS_OF_THE_SERVER if server else _WORDS

    def event(self, kind: poems.EventKind, text: str = "") -> None:
        """Pass an event on, and tell it where it is one of those."""
        self._event(kind, text)
        if kind in self._words:
            self._told(self._words[kind] + text)
