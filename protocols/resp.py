"""RESP: what a Redis server says and is told, versions 2 and 3."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Annotated

from poetrygui.api import Option, Sample, Scanned

API = 1
TITLE = "RESP (Redis)"

WHOLE, FLOAT = rb"[+-]?[0-9]+", rb"[+-]?(?:[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|inf|nan)"
TEXT, COUNT = rb"[^\r\n]*", rb"0|[1-9][0-9]{0,17}"
LINES = {
    **dict.fromkeys(b"+-", TEXT),
    **dict.fromkeys(b":(", WHOLE),
    ord(","): FLOAT,
    ord("#"): rb"[tf]",
    ord("_"): rb"",
    **dict.fromkeys(b"$*", rb"-1|" + COUNT),
    **dict.fromkeys(b"!=~>%|", COUNT),
}
"""What stands between a value's first byte and the end of its line."""
PATTERNS = {kind: re.compile(line) for kind, line in LINES.items()}
NAMES = "text error integer integer float boolean null text error text array set push map attribute"
KINDS = dict(zip(b"+-:(,#_$!=*~>%|", NAMES.split(), strict=True))
COUNTED, BLOBS = b"$*!=~>%|", b"$!="
NESTED = {ord("*"): (1, 0), ord("~"): (1, 0), ord(">"): (1, 0), ord("%"): (2, 0), ord("|"): (2, 1)}
"""How many values follow for each that is counted, and how many besides: that of which an attribute tells something."""


class Resp(Scanned):
    """One frame for each whole value, as it came, with all that is nested in it."""

    noun = "value"
    limit: Annotated[int, Option("Longest value accepted, in bytes", minimum=0)] = 16 * 1024 * 1024
    command: Annotated[str, Option("Command to send on connecting, such as SUBSCRIBE news")] = ""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = 0  # values that are still to come until the one at hand is whole
        self.line_seen = 0  # bytes of the line at hand in which no end was found

    def connectionMade(self) -> None:
        if not self.command or self.transport is None:
            return
        try:
            words = [word.encode() for word in shlex.split(self.command)]
        except ValueError as error:
            self.fail(f"the command {self.command!r} cannot be read: {error}")
            return
        self.transport.write(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words))

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        """Return where the value ends that begins at ``start`` of ``held``, None if not before ``stop``."""
        self.wanted = self.wanted if self.place else 1
        while self.wanted:
            at = start + self.place
            if at < stop and held[at] not in PATTERNS:
                raise ValueError(f"byte {self.offset + self.place:,}, 0x{held[at]:02X}, begins no value")
            line_end = held.find(b"\r\n", at + self.line_seen, stop)
            if line_end < 0:
                self.line_seen = max(stop - at - 1, 0)
                return None
            end = line_end + 2
            size = self.number_in(held, at, line_end)
            if held[at] in BLOBS and size >= 0:
                end += size + 2
                if end - start > self.limit:
                    raise ValueError(f"{size:,} bytes are announced, over the limit of {self.limit:,} bytes in all")
                if end > stop:
                    return None
                if held[end - 2 : end] != b"\r\n":
                    raise ValueError(f"at byte {self.offset + end - 2 - start:,} no CR LF stands after {size:,} bytes")
            each, besides = NESTED.get(held[at], (0, 0))
            self.wanted += max(size, 0) * each + besides - 1
            self.place, self.line_seen = end - start, 0
        return start + self.place

    def number_in(self, held: bytearray, at: int, line_end: int) -> int:
        """Return what the line of ``held`` counts that is from ``at`` to ``line_end``, 0 where it counts nothing."""
        pattern = PATTERNS[held[at]]
        if pattern.fullmatch(held, at + 1, line_end):
            return int(held[at + 1 : line_end]) if held[at] in COUNTED else 0
        found = pattern.match(held, at + 1, line_end)
        wrong = (found.end() if found else at + 1) - at + self.place
        line = bytes(held[at : min(line_end, at + 30)])
        raise ValueError(f"byte {self.offset + wrong:,}, 0x{held[wrong - self.place + at]:02X}, is wrong in {line!r}")

    def fields(self, frame: bytes) -> Mapping[str, object]:
        return {"kind": KINDS[frame[0]], "value": value_at(frame, 0)[0]}

    def encode(self, frame: bytes) -> bytes:
        try:
            if type(self)().end_of(bytearray(frame), 0, min(len(frame), self.limit)) == len(frame) > 0:
                return frame
        except ValueError:
            pass
        raise ValueError(
            "what is sent is one whole value, such as *1\\r\\n$4\\r\\nPING\\r\\n; a command in words is the option"
            " command, or is sent raw, as in MONITOR\\r\\n"
        )


def value_at(frame: bytes, at: int) -> tuple[object, int]:
    """Return the value that begins at a byte of a frame, and where it ends."""
    kind, end = frame[at], frame.index(b"\r\n", at)
    line, end = frame[at + 1 : end], end + 2
    if kind in BLOBS and line != b"-1":
        stop = end + int(line)
        return readable(frame[end:stop]), stop + 2
    if kind in NESTED:
        each, besides = NESTED[kind]
        values: list[object] = []
        for _ in range(max(int(line), 0) * each):
            value, end = value_at(frame, end)
            values.append(value)
        if besides:  # an attribute is told of the value behind it, which is what counts
            return value_at(frame, end)
        if kind == ord("%"):
            return {str(name): value for name, value in zip(values[::2], values[1::2], strict=True)}, end
        return (None if line == b"-1" else values), end
    if kind in b"_$*":
        return None, end
    return (int(line) if kind in b":(" else line == b"t" if kind == ord("#") else readable(line)), end


def readable(data: bytes) -> str | bytes:
    """Return it as text where it is any."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


PUSHED = b">3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$6\r\nab\r\ncd\r\n"
MAPPED = b"|1\r\n+ttl\r\n:3600\r\n%2\r\n+a\r\n*2\r\n:1\r\n_\r\n+b\r\n~1\r\n,-1.5e3\r\n"
SIMPLE = [b"+OK\r\n", b"-ERR no\r\n", b":-1\r\n", b"#t\r\n", b"(12345678901234567890\r\n", b",inf\r\n"]
BLOB = [b"$3\r\na\r\n\r\n", b"$-1\r\n", b"$0\r\n\r\n", b"!3\r\nERR\r\n", b"=5\r\ntxt:a\r\n"]
COUNTED_ONES = [b"*2\r\n*0\r\n*-1\r\n", b"*0\r\n", PUSHED, MAPPED]
SAMPLES = [
    *(Sample(b"".join(values), values) for values in (SIMPLE, BLOB, COUNTED_ONES)),
    Sample(b"+OK\r\n*2\r\n+a\r\n", [b"+OK\r\n"], "cut"),
    Sample(b"+OK\r\nhello\r\n", [b"+OK\r\n"], "protocol-error"),
    Sample(b"+OK\r\n$3\r\nabcd\r\n", [b"+OK\r\n"], "protocol-error"),
    Sample(b"+OK\r\n$-2\r\n", [b"+OK\r\n"], "protocol-error"),
    Sample(b"+a\nb\r\n", outcome="protocol-error"),
    Sample(b"+OK\r\n$1000\r\n", [b"+OK\r\n"], "protocol-error", {"limit": 999}),
]
