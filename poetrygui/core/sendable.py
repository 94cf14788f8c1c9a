"""Whether a text can be sent, found out before anything connects."""

from __future__ import annotations

from poetrygui.api import Poem, can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.construction import construction_of
from poetrygui.core.factory import encoder_of
from poetrygui.core.hang_guard import GUARD
from poetrygui.core.plugin_faults import describe_error


def frame_of(text: str) -> bytes:
    """Return the frame that a typed text is. Raises ValueError for what has no bytes.

    Bytes of a command line that are no UTF-8 are sent as they were typed.
    """
    return text.encode("utf-8", "surrogateescape")


def why_not_sendable(protocol: type[Poem], name: str, text: str) -> str | None:
    """Return why the protocol called ``name`` cannot send a text, in a sentence; None where it can.

    None, too, where only a connection could tell: the protocol's author wrote a factory, or its own code fails.
    """
    if not can_speak(protocol):
        return f"The protocol {name} does not say how to send: choose one that does."
    try:
        frame = frame_of(text)
    except ValueError as error:
        return _sentence(error)
    if construction_of(protocol).factory is not None:
        return None
    try:
        encoder = GUARD.call(encoder_of, protocol)
    except BaseException:  # noqa: BLE001 - the protocol's own code; what is wrong with it is told where it is used
        return None
    try:
        GUARD.call(encode_frame, encoder, frame)
    except ValueError as error:
        return _sentence(error)
    except BaseException:  # noqa: BLE001 - as above
        return None
    return None


def _sentence(error: ValueError) -> str:
    # The type's name tells a user nothing: what counts is what the protocol says.
    said = describe_error(error).removeprefix(f"{type(error).__name__}: ").rstrip(".")
    return f"This cannot be sent: {said}."
