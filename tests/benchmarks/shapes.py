"""What senders send: blocks of text of several shapes, which are sent again and again."""

from __future__ import annotations

import random
from collections.abc import Callable

MIB = 1024 * 1024

LAST_LINE = b"and this is the last line of all that was sent"
"""How a stream of a given length ends, so that a reader can be seen to have shown its end."""

_VERSES = (
    "Tyger Tyger, burning bright,",
    "In the forests of the night;",
    "What immortal hand or eye,",
    "Could frame thy fearful symmetry?",
    "In what distant deeps or skies,",
    "Burnt the fire of thine eyes?",
    "On what wings dare he aspire?",
    "What the hand, dare seize the fire?",
)


def verse() -> bytes:
    """Lines of verse, each led by a number, of 46 bytes with their newlines."""
    lines = (f"{number % 100_000:>6}  {_VERSES[number % len(_VERSES)]}" for number in range(MIB // 46))
    return b"".join(line.ljust(45).encode() + b"\n" for line in lines)


def endless_line() -> bytes:
    """Words without a newline."""
    return verse().replace(b"\n", b" ")


def long_lines() -> bytes:
    """Lines of a mebibyte."""
    text = (endless_line() * 2)[: MIB - 1]
    return text + b"\n"


def empty_lines() -> bytes:
    """Nothing but newlines."""
    return b"\n" * MIB


def random_bytes() -> bytes:
    """Bytes of any kind, the same in every run."""
    return random.Random(1).randbytes(8 * MIB)


def tiny_lines() -> bytes:
    """Lines of one character."""
    return b"x\n" * (MIB // 2)


def tiny_netstrings() -> bytes:
    """Netstrings of one character."""
    return b"1:x," * (MIB // 4)


def verse_crlf() -> bytes:
    """The lines of verse, each with a CR before its newline."""
    return verse().replace(b"\n", b"\r\n")


def verse_netstrings() -> bytes:
    """The lines of verse as netstrings."""
    return b"".join(b"%d:%b," % (len(line), line) for line in verse().splitlines())


def verse_prefixed() -> bytes:
    """The lines of verse, each behind its length in four bytes."""
    return b"".join(len(line).to_bytes(4, "big") + line for line in verse().splitlines())


def verse_fixed() -> bytes:
    """The lines of verse one behind the other, of 45 bytes each."""
    return b"".join(verse().splitlines())


def verse_slip() -> bytes:
    """The lines of verse as SLIP packets."""
    return b"".join(b"\xc0%b\xc0" % line for line in verse().splitlines())


def verse_cobs() -> bytes:
    """The lines of verse as COBS packets."""
    return b"".join(b"%c%b\0" % (len(line) + 1, line) for line in verse().splitlines())


def verse_json() -> bytes:
    """The lines of verse, a little shorter, as strings in JSON."""
    return b"".join(b'"%b"\n' % line[:43] for line in verse().splitlines())


def tiny_fixed() -> bytes:
    """Frames of one character with nothing between them."""
    return b"x" * MIB


def tiny_prefixed() -> bytes:
    """Frames of one character, each behind its length in four bytes."""
    return b"\0\0\0\1x" * (MIB // 5)


def tiny_slip() -> bytes:
    """SLIP packets of one character."""
    return b"x\xc0" * (MIB // 2)


def tiny_cobs() -> bytes:
    """COBS packets of one character."""
    return b"\2x\0" * (MIB // 3)


def tiny_json() -> bytes:
    """JSON lines of one digit."""
    return b"1\n" * (MIB // 2)


SHAPES: dict[str, Callable[[], bytes]] = {
    shape.__name__: shape
    for shape in (
        verse,
        endless_line,
        long_lines,
        empty_lines,
        random_bytes,
        tiny_lines,
        tiny_netstrings,
        verse_crlf,
        verse_netstrings,
        verse_prefixed,
        verse_fixed,
        verse_slip,
        verse_cobs,
        verse_json,
        tiny_fixed,
        tiny_prefixed,
        tiny_slip,
        tiny_cobs,
        tiny_json,
    )
}

WITHOUT_LAST_LINE = {"verse_crlf"} | {
    f"{size}_{framing}"
    for size in ("verse", "tiny")
    for framing in ("netstrings", "prefixed", "fixed", "slip", "cobs", "json")
}
"""Those that can end in nothing else, by name."""
