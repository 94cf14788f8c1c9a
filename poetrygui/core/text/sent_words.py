"""How the sending of a file stands, in a sentence."""

from __future__ import annotations

from poetrygui.core.text.wording import size_text


def sending_words(name: str, sent: int, size: int) -> str:
    """Return what is said while of a file called ``name`` so many bytes are ``sent``, of a ``size`` of them."""
    return f"Sending {name}: {size_text(sent)} of {size_text(max(size, sent))}."


def sent_words(name: str, sent: int, size: int, messages: str, problem: str) -> str:
    """Return what is said at the end: that all ``size`` bytes of ``name`` were ``sent``, or what ``problem`` there was.

    ``messages`` say in words how many they were; nothing where they were none.
    """
    parts = f" in {messages}" if messages else ""
    if not problem:
        return f"Sent {name}: {size_text(sent)}{parts}."
    if problem == "stopped":
        return f"Stopped: {size_text(sent)} of {size_text(max(size, sent))} of {name} were sent{parts}."
    return (
        f"Broken off: {problem}. At most {size_text(sent)} of {size_text(max(size, sent))} of {name} were sent{parts}."
    )
