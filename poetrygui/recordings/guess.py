"""Which framing is this? Protocols are tried on the beginning of a recording, and ranked.

One that cuts many frames without an error fits; but ``raw`` fits anything and lines fit most texts, so of those that
fit the more particular one comes first: that which other bytes would not have fitted by chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import asdict, field, frozen
from twisted.internet.protocol import Protocol

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Event, Received, Record
from poetrygui.core.transports.address import gives_messages
from poetrygui.plugins.options import configured
from poetrygui.recordings.chunk_frames import FramingRun, Value
from poetrygui.recordings.tape import BREAKS, Tape

LOOKED_AT = 64 * 1024
"""Bytes of a recording that are tried."""

_SHOWN_FRAMES = 3
_LONGEST_SHOWN = 60
_OF_TEXT = bytes([*range(0x20, 0x7F), *b"\t\r\n\f\0\x1e\x03"])
_GOOD_ENDS = (Outcome.COMPLETE, Outcome.CUT)

# Bytes of each frame that could have been others: what says how particular a framing is. A netstring has its colon and
# its comma and the length between; JSON is refused at any byte that is wrong; a length in four bytes is mostly zeros.
_PARTICULAR = {
    "sse": 7.0,
    "netstring": 6.0,
    "nmea": 6.0,
    "modbus_tcp": 6.0,
    "jsonl": 5.0,
    "http_chunked": 5.0,
    "resp": 5.0,
    "syslog": 5.0,
    "mqtt": 4.5,
    "prefixed": 3.5,
    "stx_etx": 2.5,
    "cobs": 2.0,
    "slip": 2.0,
    "delimited": 1.5,
    "raw": 1.2,  # of messages, each of which is a frame
    "lines": 1.0,
    "varint": 0.8,
}
# How a delimiter is written as an option, and how particular it is: text that has lines has a semicolon as well, but a
# byte that text does not have is there for something.
_DELIMITERS = {b"\0": (r"\0", 1.5), b"\x1e": (r"\x1e", 1.5), b"\x03": (r"\x03", 1.5)}
_DELIMITERS |= {b"\r": (r"\r", 0.8), b";": (";", 0.8), b"|": ("|", 0.8)}
_WRITTEN = dict(_DELIMITERS.values())
_RAW = 0.05
_SLIP_ESCAPE = b"\xdb"
_RARE = 128  # bytes; in bytes of no kind each value comes twice as rarely as that
_BY_LUCK = 4  # that come sooner all the same
_BEGINS_SYSLOG = tuple(b"<123456789"[at : at + 1] for at in range(10))
_NEWLINE = 0.9  # of delimited as it is: lines tell more
_FEWEST_DELIMITERS = 3
_STUFFED_ETX = b"\x10\x03"
_FEWEST_BITS = 20.0
"""By which lengths tell that they are some: other bytes would have passed for them once in a million times."""
_OF_ANY_OTHER = 2.5
"""For the user's own: written for something."""


@frozen
class Fit:
    """How well a protocol fits: ``score`` is 0.0 where it does not. ``frames`` were cut out of ``size`` bytes.

    ``first`` are the first of them, for people to see.
    """

    name: str
    score: float
    frames: int
    size: int
    outcome: str
    options: Mapping[str, str] = field(factory=dict)
    first: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what :meth:`of_json` takes."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Fit:
        """Return what was told."""
        return cls(**{**told, "first": tuple(told["first"])})


class Guesser:
    """Tries protocols on the first :data:`LOOKED_AT` bytes of one recording."""

    def __init__(self, tape: Tape) -> None:
        """Look at ``tape``."""
        self._beginning = _Beginning(tape)
        data = self._beginning.wire(0, LOOKED_AT)
        self._data = data
        self._gives_messages = gives_messages(tape.info.address)
        self._is_text = bool(data) and len(data.translate(None, _OF_TEXT)) * 50 < len(data)

    def fit(self, name: str, protocol: type[Protocol], options: Mapping[str, str]) -> Fit:
        """Return how well a protocol, which is listed as ``name`` and has these options, fits."""
        run = FramingRun(self._beginning, protocol)
        values = [value for values in run.chunks() for value in values]
        ended = run.result.ended
        return Fit(
            name,
            self._score(name, options, values, ended),
            len(values),
            len(self._data),
            str(ended.outcome),
            options,
            tuple(_shown(value) for value in values[:_SHOWN_FRAMES]),
        )

    def with_options(self, name: str, protocol: type[PoemProtocol]) -> Iterator[Fit]:
        """Yield how well a shipped protocol fits with options that are common: with each delimiter, and stuffed."""
        choices = {
            "delimited": [(mark, {"delimiter": written}) for mark, (written, _) in _DELIMITERS.items()],
            "stx_etx": [(_STUFFED_ETX, {"stuffed": "true"})],
        }
        for mark, options in choices.get(name, []):
            if self._data.count(mark) >= _FEWEST_DELIMITERS:
                yield self.fit(name, configured(protocol, options), options)

    def _score(self, name: str, options: Mapping[str, str], values: Sequence[Value], ended: Ended) -> float:
        count, size = len(values), len(self._data)
        if ended.outcome not in _GOOD_ENDS or not size or not count:
            return 0.0
        if name == "raw" and not self._gives_messages:
            return _RAW
        if name == "slip" and _SLIP_ESCAPE not in self._data and (count - _BY_LUCK) * _RARE < size:
            return _RAW / 2  # an end now and then, and no escape, as any bytes may have
        if name in ("lines", "delimited") and not self._is_text:
            return 0.0
        if name == "syslog" and not self._data.startswith(_BEGINS_SYSLOG):
            return 0.0  # where a message is a frame, it is one whatever it says
        sizes = [len(value) if isinstance(value, bytes) else value >> 32 for value in values]
        if name == "varint" and (self._is_text or _bits_of_varints(sizes) < _FEWEST_BITS):
            return 0.0  # any text is as well a row of lengths below 128, each with so many letters
        # What is in no frame, and not cut off by the end of what is looked at, speaks against it.
        framed = sum(sizes)
        # One frame proves little, and a frame of nothing nothing.
        full = sum(size > 0 for size in sizes)
        proof = full / (full + 2)
        particular = _PARTICULAR.get(name, _OF_ANY_OTHER)
        if name == "delimited":
            particular = _WRITTEN.get(options.get("delimiter", ""), _NEWLINE)
        return particular * proof * (0.2 + 0.8 * min(framed / size * 1.25, 1.0))


def ranked(fits: Sequence[Fit]) -> list[Fit]:
    """Return those that fit, the best first."""
    return sorted((fit for fit in fits if fit.score), key=lambda fit: (-fit.score, fit.name))


class _Beginning:
    """The first bytes of a recording, up to where some are missing; it then ends as a server's close does."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._size = _size_of_beginning(tape)

    @property
    def info(self) -> PoemInfo:
        info = self._tape.info
        return PoemInfo(
            info.name, info.address, info.protocol, info.started, ended=Ended(Outcome.COMPLETE, ""), clock=info.clock
        )

    @property
    def wire_size(self) -> int:
        return self._size

    def wire(self, start: int, stop: int) -> bytes:
        return self._tape.wire(start, min(stop, self._size))

    def records(self, first: int = 0) -> Iterator[Record]:
        rest = self._size
        for record in self._tape.records(first):
            if not isinstance(record, Received):
                if isinstance(record, Event) and record.kind in BREAKS:
                    return
                yield record
            elif rest:
                size = min(record.size, rest)
                rest -= size
                yield Received(record.time, size)
            else:
                return


def _bits_of_varints(sizes: Sequence[int]) -> float:
    """Return how unlikely it is that any bytes, read as varints, are lengths that are all no longer than these are."""
    most = max(sizes) + 1
    by_chance = sum(min(most / 128**width, 1.0) / 2**width for width in range(1, 6))
    return -len(sizes) * math.log2(by_chance)


def _size_of_beginning(tape: Tape) -> int:
    size = 0
    for record in tape.records():
        if isinstance(record, Received):
            size += record.size
        if size >= LOOKED_AT:
            break
        if isinstance(record, Event) and record.kind in BREAKS:
            return size
    return min(tape.wire_size, LOOKED_AT)


def _shown(value: Value) -> str:
    if not isinstance(value, bytes):
        return f"{value >> 32:,} bytes"
    text = value[:_LONGEST_SHOWN].decode("utf-8", "backslashreplace")
    return text if len(value) <= _LONGEST_SHOWN else f"{text}…"
