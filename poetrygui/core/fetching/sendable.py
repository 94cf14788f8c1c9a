"""Whether a text can be sent, found out before anything connects."""

from __future__ import annotations

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.authors.construction import construction_of
from poetrygui.core.connection.factory import encoder_of
from poetrygui.core.guard.hang_guard import GUARD, run_foreign
from poetrygui.core.guard.plugin_faults import message_of


def frame_of(text: str) -> bytes:
    """Return the frame that a typed text is. Raises ValueError for what has no bytes.

    Bytes of a command line that are no UTF-8 are sent as they were typed.
    """
    return text.encode("utf-8", "surrogateescape")


def why_not_sendable(protocol: type[PoemProtocol], name: str, text: str) -> str | None:
    """Return why the protocol called ``name`` cannot send a text, in a sentence; None where it can.

    None, too, where only a connection could tell: the protocol's author wrote a factory, or its own code fails.
    """
    try:
        return refusal_to_send(protocol, name, text)
    except BaseException:  # noqa: BLE001 - the protocol's own code; what is wrong with it is told where it is used
        return None


def refusal_to_send(protocol: type[PoemProtocol], name: str, text: str, limit: float | None = None) -> str | None:
    """Return why the protocol called ``name`` cannot send a text, in a sentence; None where it can, or has a factory.

    Its own code has ``limit`` seconds, by default those of any callback. Raises whatever that raises, and HangError.
    """
    try:
        frame = frame_of(text) if can_speak(protocol) else b""
    except ValueError as error:
        return _sentence(str(error))
    return _refusal_of_frame(protocol, name, frame, limit)


def why_no_frame(protocol: type[PoemProtocol], name: str, frame: bytes) -> str | None:
    """Return why the protocol called ``name`` cannot send a frame, as :func:`why_not_sendable` does of a text."""
    try:
        return _refusal_of_frame(protocol, name, frame, None)
    except BaseException:  # noqa: BLE001 - the protocol's own code; what is wrong with it is told where it is used
        return None


def _refusal_of_frame(protocol: type[PoemProtocol], name: str, frame: bytes, limit: float | None) -> str | None:
    if not can_speak(protocol):
        return f"The protocol {name} does not say how to send: choose one that does."
    if construction_of(protocol).factory is not None:
        return None
    refusal = GUARD.call(_refusal_to_encode, protocol, frame, limit=limit)
    return _sentence(refusal) if refusal is not None else None


def _refusal_to_encode(protocol: type[PoemProtocol], frame: bytes) -> str | None:
    encoder = encoder_of(protocol)
    try:
        run_foreign(encode_frame, encoder, frame)
    except ValueError as error:
        return message_of(error) or type(error).__name__
    return None


def _sentence(refusal: str) -> str:
    return f"This cannot be sent: {refusal.rstrip('.')}."
