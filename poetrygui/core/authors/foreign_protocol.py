"""What a connection asks of the user's protocol in more than one step, within one guarded call each."""

from __future__ import annotations

from collections.abc import Callable

from twisted.internet.interfaces import IHalfCloseableProtocol, IHandshakeListener, ITransport
from twisted.internet.protocol import Protocol

from poetrygui.api import Ended, Layout, PoemProtocol, Sized, VarintLed
from poetrygui.api.poem import GatheringSink
from poetrygui.api.speaking import send_frame
from poetrygui.core.guard.hang_guard import call_method, run_foreign
from poetrygui.core.guard.never_run import callback_never_run
from poetrygui.core.guard.plain_text import plain_text
from poetrygui.core.guard.plugin_faults import message_of


def build_protocol(build: Callable[[], Protocol], sink: GatheringSink) -> Protocol:
    """Return what ``build`` makes, delivering to ``sink``. Raises TypeError where a callback of it would never run."""
    protocol = build()
    if problem := callback_never_run(type(protocol)):
        raise TypeError(problem)
    if issubclass(type(protocol), PoemProtocol):
        run_foreign(setattr, protocol, "sink", sink)
        run_foreign(setattr, protocol, "gathering_sink", sink)
    return protocol


def connect(protocol: Protocol, transport: ITransport) -> bool:
    """Tell the protocol that it is connected; return whether it wants to hear of a half close."""
    call_method(protocol, "makeConnection", transport)
    return bool(run_foreign(IHalfCloseableProtocol.providedBy, protocol))


def complete_handshake(protocol: Protocol) -> None:
    """Tell the protocol that TLS stands, if it wants to know."""
    if run_foreign(IHandshakeListener.providedBy, protocol):
        call_method(protocol, "handshakeCompleted")


def refusal_to_send(protocol: PoemProtocol, frame: bytes) -> str | None:
    """Have the protocol send a frame; return why it cannot carry these bytes, or None where it does."""
    try:
        run_foreign(send_frame, protocol, frame)
    except ValueError as error:
        return message_of(error) or type(error).__name__
    return None


def unfinished_in(protocol: Protocol) -> str | None:
    """Return the protocol's word on what is cut off now, if it has one."""
    value = call_method(protocol, "unfinished") if issubclass(type(protocol), PoemProtocol) else None
    return None if value is None else plain_text(value)


def undelivered_in(protocol: Protocol, received: int) -> int | None:
    """Return the place in the stream of the first byte that is not delivered, where the protocol knows it."""
    if not issubclass(type(protocol), PoemProtocol):
        return None
    value = call_method(protocol, "undelivered_from", received)
    if value is None or type(value) is int:
        return value
    raise TypeError(f"a place in the stream is a number, not {type(value).__name__}")


def layout_of(protocol: Protocol) -> Layout | None:
    """Return the protocol's rule of how its frames lie on the wire, if it has one."""
    value = call_method(protocol, "wire_layout") if issubclass(type(protocol), PoemProtocol) else None
    if value is None or type(value) in (Sized, Ended, VarintLed):
        return value
    raise TypeError(f"a layout is Sized, Ended or VarintLed, not {type(value).__name__}")
