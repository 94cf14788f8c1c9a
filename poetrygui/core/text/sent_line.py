"""What was sent, as a line among those that came: when, and the message as it could be typed again."""

from __future__ import annotations

from poetrygui.core import poems
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.text.moments import of_day_text

SIGN = "→"
"""What such a line begins with."""

_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}


def escaped(data: bytes, lettering: Lettering) -> str:
    """Return bytes as one line of text as ``lettering`` has it, with escapes for what is no text or acts."""
    encoding = lettering.encoding if lettering.keeps_ascii else "ascii"
    return data.decode(encoding, "backslashreplace" if encoding == "ascii" else "surrogateescape").translate(_ESCAPES)


def sent_line(clock: float, message: poems.SentMessage, lettering: Lettering) -> bytes:
    """Return the line of ``message`` in a poem that is read as ``lettering`` has it, without a newline.

    ``clock`` is what that on the wall showed when its recording began, in seconds since the epoch.
    """
    when = of_day_text(clock, message.time)[:-3]
    return _encoded(f"{SIGN} {when} {sent_words(message, lettering)}", lettering)


def sent_words(message: poems.SentMessage, lettering: Lettering) -> str:
    """Return what was sent, or how much, as text that ``lettering`` has: a line without its time."""
    if message.not_kept:
        return f"sent, and not kept: {message.not_kept}"
    more = "" if len(message.head) == message.size else f" … {message.size:,} bytes in all"
    return f"sent {escaped(message.head, lettering)}{more}"


def more_line(count: int, lettering: Lettering) -> bytes:
    """Return the line that says that what was sent after the first ``count`` messages is not among the lines."""
    return _encoded(f"{SIGN} what was sent after the first {count:,} messages is in the ruler alone", lettering)


def _encoded(text: str, lettering: Lettering) -> bytes:
    return text.encode(lettering.encoding, "surrogateescape" if lettering.is_utf_8 else "backslashreplace")
