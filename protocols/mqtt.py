"""MQTT, versions 3.1.1 and 5: subscribes to topics of a broker, and shows each packet that comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from twisted.internet.protocol import connectionDone
from twisted.protocols.policies import TimeoutMixin
from twisted.python.failure import Failure

from poetrygui.api import Counted, Option, Sample

API = 1
TITLE = "MQTT packets"

CONNECT, CONNACK, PUBLISH, PUBACK, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK, UNSUBSCRIBE = 1, 2, 3, 4, 6, 7, 8, 9, 10
PINGREQ, PINGRESP = 12, 13
KINDS = "CONNECT CONNACK PUBLISH PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE SUBACK UNSUBSCRIBE UNSUBACK PINGREQ PINGRESP"
FLAGS = dict.fromkeys((PUBREL, SUBSCRIBE, UNSUBSCRIBE), 2)
WANTED = {CONNECT: 6, CONNACK: 2, PUBLISH: 2, **dict.fromkeys(range(PUBACK, PUBCOMP + 1), 3)}
"""Bytes after the length that are looked at before a packet is believed, by its kind."""


class Mqtt(TimeoutMixin, Counted):
    """One frame for each packet, header and all. On connecting it introduces itself, and keeps the connection alive."""

    header_size, with_header = 2, True
    topics: Annotated[str, Option("Topic filters to subscribe to, with blanks between", maximum=10_000)] = "#"
    client: Annotated[str, Option("Client id; without one the broker gives one", maximum=10_000)] = ""
    version: Annotated[Literal["3.1.1", "5"], Option("Version of the protocol")] = "3.1.1"
    keep_alive: Annotated[int, Option("Seconds between two signs of life; 0 for none", minimum=0, maximum=65535)] = 60
    is_silent: Annotated[bool, Option("Send nothing by itself, not even CONNECT")] = False
    limit: Annotated[int, Option("Longest packet accepted, in bytes", minimum=0)] = 16 * 1024 * 1024
    is_waiting = False  # for a sign of life after a PINGREQ
    is_in_parts = False

    def connectionMade(self) -> None:
        if not self.is_silent and self.transport is not None:
            self.transport.write(self.connect() + self.subscribe(self.topics.split()))
            # In half the time: what is not answered is known before the broker gives this side up.
            self.wait(self.keep_alive / 2 or None)

    def connect(self) -> bytes:
        """Return the packet that asks for a session without a past."""
        level, properties = (b"\5", b"\0") if self.version == "5" else (b"\4", b"")
        start = string(b"MQTT") + level + b"\2" + self.keep_alive.to_bytes(2, "big") + properties
        return packet(CONNECT << 4, start + string(self.client.encode()))

    def subscribe(self, topics: list[str]) -> bytes:
        """Return the packet that subscribes to these, so that nothing that comes has to be answered; none for none."""
        filters = b"".join(string(topic.encode()) + b"\0" for topic in topics)
        return packet(SUBSCRIBE << 4 | 2, b"\0\1" + b"\0" * (self.version == "5") + filters) if filters else b""

    def wait(self, seconds: float | None) -> None:
        """Be called after so many seconds, instead of any call that is due; None for no call."""
        self.setTimeout(seconds)  # type: ignore[no-untyped-call]

    def timeoutConnection(self) -> None:  # noqa: N802 - Twisted's name
        """Ask the broker for a sign of life, or give up where it has given none."""
        if self.transport is None:
            return
        if self.is_waiting:
            self.transport.loseConnection()
            return
        self.transport.write(packet(PINGREQ << 4, b""))
        self.is_waiting = True
        self.wait(self.keep_alive / 2)

    def dataReceived(self, data: bytes) -> None:
        self.is_waiting = False
        super().dataReceived(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.wait(None)
        super().connectionLost(reason)

    def length_of(self, header: bytes) -> int | None:
        kind, flags = header[0] >> 4, header[0] & 0xF
        if kind == 0 or (flags & 6 == 6 if kind == PUBLISH else flags != FLAGS.get(kind, 0)):
            raise ValueError(f"0x{header[0]:02X} at its first byte begins no packet")
        end = next((at for at, byte in enumerate(header[:5]) if at and byte < 0x80), 0)
        if not end:
            if len(header) == 5:
                raise ValueError(f"its length does not end at byte {self.offset + 4:,}, the last that it can have")
            return None
        length = sum((byte & 0x7F) << 7 * place for place, byte in enumerate(header[1 : end + 1]))
        if length > self.limit:
            raise ValueError(f"a packet of {length:,} bytes is announced, over the limit of {self.limit:,} bytes")
        seen = header[end + 1 :]
        wanted = min(WANTED.get(kind, 0), length)
        if len(seen) < wanted:
            return None
        if is_odd(kind, flags, length, seen):
            raise ValueError(f"{seen!r} after byte {self.offset + end:,} fits no packet of the kind 0x{header[0]:02X}")
        return length - wanted

    def deliver(self, data: bytes) -> None:
        if not self.is_in_parts:
            self.remark_refusal(data)
        self.is_in_parts = False
        super().deliver(data)

    def deliver_part(self, data: bytes) -> None:
        self.is_in_parts = True
        super().deliver_part(data)

    def deliver_many(self, frames: Sequence[bytes]) -> None:
        for each in frames:
            self.remark_refusal(each)
        super().deliver_many(frames)

    def remark_refusal(self, whole: bytes) -> None:
        """Say at the end what the broker refuses, which nothing else would tell but a byte of a packet."""
        if whole[0] == CONNACK << 4 and whole[1] < 0x80 and whole[3]:
            self.remark(f"the broker refused the connection with code {whole[3]}")
        elif whole[0] == SUBACK << 4 and whole[-1] >= 0x80:
            self.remark(f"the broker refused a subscription with code {whole[-1]}")

    def fields(self, frame: bytes) -> Mapping[str, object]:
        kind, flags = frame[0] >> 4, frame[0] & 0xF
        names = dict(enumerate(KINDS.split(), 1))
        rest = frame[next(at for at in range(1, 5) if frame[at] < 0x80) + 1 :]
        told: dict[str, object] = {"kind": names.get(kind, str(kind))}
        if kind != PUBLISH:
            return told | ({"data": rest} if rest else {})
        size = 2 + int.from_bytes(rest[:2], "big")
        told |= {"topic": rest[2:size].decode("utf-8", "replace"), "qos": flags >> 1 & 3, "retain": bool(flags & 1)}
        if flags & 6:
            told["packet"] = int.from_bytes(rest[size : size + 2], "big")
            size += 2
        if self.version == "5":
            end = next(at for at in range(size, size + 4) if rest[at] < 0x80) + 1
            size = end + sum((byte & 0x7F) << 7 * place for place, byte in enumerate(rest[size:end]))
        payload = rest[size:]
        try:
            return told | {"payload": payload.decode()}
        except UnicodeDecodeError:
            return told | {"payload": payload}

    def encode(self, frame: bytes) -> bytes:
        try:
            known = ((size, self.length_of(frame[:size])) for size in range(2, min(len(frame), 12) + 1))
            size, rest = next(((size, rest) for size, rest in known if rest is not None), (0, -1))
        except ValueError:
            size, rest = 0, -1
        if size + rest == len(frame):
            return frame
        raise ValueError("what is sent is one whole packet, its header and all")


def string(data: bytes) -> bytes:
    """Return it with its length, as a packet holds it."""
    return len(data).to_bytes(2, "big") + data


def packet(first: int, rest: bytes) -> bytes:
    """Return a packet of its first byte and what follows its length."""
    length, sizes = len(rest), bytearray()
    while length >= 0x80:
        sizes.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes([first, *sizes, length]) + rest


def is_odd(kind: int, flags: int, length: int, seen: bytes) -> bool:
    """Tell whether a packet of this ``kind`` with these ``flags`` and ``length`` cannot go on with ``seen``."""
    if kind in (PINGREQ, PINGRESP):
        return length > 0
    if kind == CONNECT:
        return seen != string(b"MQTT")
    if kind > PUBCOMP:
        return length < 2 and kind <= UNSUBSCRIBE
    if length < 2 or kind == CONNACK:
        return length < 2 or seen[0] > 1
    if kind == PUBLISH:
        return int.from_bytes(seen, "big") + 2 + (2 if flags & 6 else 0) > length
    # A reason, as version 5 has it.
    return length > 2 and 0 < seen[2] < 0x80 and seen[2] != 0x10


ACCEPTED, SUBSCRIBED, PONG = b"\x20\2\0\0", b"\x90\3\0\1\0", b"\xd0\0"
NEWS = packet(0x30, string(b"news") + b"Tyger, tyger")
LONG = packet(0x32, string(b"a/b") + b"\0\x0a" + b"x" * 200)
SAMPLES = [
    Sample(ACCEPTED + SUBSCRIBED + NEWS + LONG + PONG, [ACCEPTED, SUBSCRIBED, NEWS, LONG, PONG]),
    Sample(b"\x20\2\0\5", [b"\x20\2\0\5"]),
    Sample(NEWS + b"\x50\4\0\1\x10\0" + LONG[:50], [NEWS, b"\x50\4\0\1\x10\0"], "cut"),
    Sample(NEWS + b"\0\0", [NEWS], "protocol-error"),
    Sample(NEWS + b"\x30\xff\xff\xff\xff\1", [NEWS], "protocol-error"),
    Sample(NEWS + b"\x30\5\0\x0aabc", [NEWS], "protocol-error"),
]
