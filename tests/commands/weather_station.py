"""A weather station whose feed breaks its framing, and the protocol that it breaks: README's example."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

_GUIDE = Path(__file__).parent.parent.parent / "protocols" / "README.md"
_SIZES = (30, 61, 22, 47)  # of the pieces in which it sends


def messages_file() -> str:
    """Return the guide's ``messages.py``."""
    (source,) = re.findall(r'```python\n("""Messages led by .*?)```', _GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return str(source)


def message(kind: bytes, text: bytes) -> bytes:
    """Return a message as the station sends it."""
    return kind + len(text).to_bytes(2, "little") + text


def feed() -> list[bytes]:
    """Return the pieces in which the station sends; the eleventh message is of a kind of its own."""
    readings = [b"temperature %.1f pressure %d" % (20 + number / 7, 1013 - number % 5) for number in range(14)]
    messages = [message(b"QA"[number % 2 :][:1], text) for number, text in enumerate(readings)]
    messages.insert(10, message(b"K", b"alive"))
    data, pieces = b"".join(messages), []
    for size in itertools.cycle(_SIZES):
        if not data:
            break
        pieces.append(data[:size])
        data = data[size:]
    return pieces
