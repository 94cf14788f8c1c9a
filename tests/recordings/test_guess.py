"""Which framing it is, on feeds of each kind."""

from __future__ import annotations

import json
import random
import struct
from functools import cache, reduce
from operator import xor

import pytest
from attrs import evolve

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.paths import shipped_protocols
from poetrygui.plugins import shipped_protocol
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.guess import LOOKED_AT, Fit, Guesser, ranked
from tests.recordings.tapes import MemoryTape

NUMBERS = random.Random(11)
WORDS = ["tyger", "burning", "bright", "in", "the", "forests", "of", "night"]
VERSES = [" ".join(NUMBERS.choices(WORDS, k=NUMBERS.randint(1, 12))).encode() for _ in range(900)]
READINGS = [json.dumps({"sensor": number % 7, "value": NUMBERS.random()}).encode() for number in range(900)]
BLOBS = [NUMBERS.randbytes(NUMBERS.randint(1, 60)) for _ in range(900)]


RESPONSE = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def modbus(number: int, rest: bytes) -> bytes:
    return struct.pack(">HHHB", number, 0, len(rest) + 1, 1) + rest


def mqtt(topic: bytes, payload: bytes) -> bytes:
    rest = struct.pack(">H", len(topic)) + topic + payload
    return b"\x30%c%b" % (len(rest), rest)


FEEDS = {
    "lines": b"".join(verse + b"\n" for verse in VERSES),
    "lines with CR": b"".join(verse + b"\r\n" for verse in VERSES),
    "netstring": b"".join(b"%d:%s," % (len(verse), verse) for verse in VERSES),
    "prefixed": b"".join(len(blob).to_bytes(4, "big") + blob for blob in BLOBS),
    "jsonl": b"".join(reading + b"\n" for reading in READINGS),
    "delimited by nul": b"".join(verse + b"\0" for verse in VERSES),
    "raw": NUMBERS.randbytes(60_000),
    "slip": b"".join(map(shipped_protocol("slip")().encode, BLOBS)),
    "cobs": b"".join(map(shipped_protocol("cobs")().encode, BLOBS)),
    "varint": b"".join(bytes([len(blob)]) + blob for blob in BLOBS),
    "modbus_tcp": b"".join(modbus(number, b"\3\4" + blob) for number, blob in enumerate(BLOBS)),
    "mqtt": b"\x20\2\0\0\x90\3\0\1\0" + b"".join(mqtt(b"news/one", verse) for verse in VERSES),
    "mqtt of JSON": b"".join(mqtt(b"t", reading) for reading in READINGS),
    "resp": b"".join(b"*2\r\n$7\r\nmessage\r\n$%d\r\n%b\r\n" % (len(verse), verse) for verse in VERSES),
    "resp of short ones": b"".join(b":%d\r\n+OK\r\n" % number for number in range(900)),
    "syslog": b"".join(b"<13>Oct 11 22:14:15 host app: %b\n" % verse for verse in VERSES),
    "syslog counted": b"".join(b"%d <13>1 - - - - - - %b" % (len(verse) + 18, verse) for verse in VERSES),
    "stx_etx": b"".join(b"\2%b\3" % verse for verse in VERSES),
    "stx_etx stuffed": b"".join(b"\x10\2%b\x10\3" % verse for verse in VERSES),
    "http_chunked": RESPONSE + b"".join(b"%x\r\n%b\r\n" % (len(verse), verse) for verse in VERSES),
    "http_chunked of JSON": RESPONSE + b"".join(b"%x\r\n%b\n\r\n" % (len(each) + 1, each) for each in READINGS),
    "sse": b"".join(b"id: %d\ndata: %b\n\n" % (number, verse) for number, verse in enumerate(VERSES)),
    "sse over HTTP": RESPONSE + b"".join(b"%x\r\ndata: %b\n\n\r\n" % (len(verse) + 8, verse) for verse in VERSES),
    "nmea": b"".join(b"$GPTXT,%b*%02X\r\n" % (verse, reduce(xor, b"GPTXT," + verse)) for verse in VERSES),
    "modbus_tcp of small values": b"".join(modbus(1, b"\3\4\0\1\0\2") for _ in range(900)),
}


def kind_of(feed: str) -> str:
    return feed.split(maxsplit=1)[0]


@cache
def shipped() -> ProtocolRegistry:
    return ProtocolRegistry(shipped_protocols())


def fits_of(data: bytes, size: int = 1460) -> list[Fit]:
    return fits_of_tape(MemoryTape([data[start : start + size] for start in range(0, len(data), size)], None))


def fits_of_tape(tape: MemoryTape) -> list[Fit]:
    guesser = Guesser(tape)
    registry = shipped()
    found = [guesser.fit(entry.name, registry.load(entry.name), {}) for entry in registry.run_all() if not entry.note]
    for entry in registry.entries:
        found += guesser.with_options(entry.name, registry.load(entry.name))
    return ranked(found)


@pytest.mark.parametrize("kind", FEEDS)
def test_it_knows_feeds_of_each_kind(kind: str) -> None:
    best = fits_of(FEEDS[kind])[0]
    assert best.name == kind_of(kind)
    if kind == "delimited by nul":
        assert best.options == {"delimiter": r"\0"}
        assert best.first[0] == VERSES[0].decode()


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("size", [500, 1_000, 5_000])
def test_a_feed_that_is_cut_off_anywhere_is_known_too(kind: str, size: int) -> None:
    assert fits_of(FEEDS[kind][:size])[0].name == kind_of(kind)


@pytest.mark.parametrize(
    "messages, name",
    [
        (VERSES[:50], "raw"),
        (READINGS[:50], "raw"),
        (BLOBS[:50], "raw"),
        ([b"<13>Oct 11 22:14:15 host app: %b" % verse for verse in VERSES[:50]], "syslog"),
        ([b"%d:%b," % (len(verse), verse) for verse in VERSES[:50]], "netstring"),
    ],
)
def test_messages_are_frames_unless_they_are_something_more(messages: list[bytes], name: str) -> None:
    tape = MemoryTape(messages, None)
    tape.info = evolve(tape.info, address="udp-listen:514")
    best = fits_of_tape(tape)[0]
    assert (best.name, best.frames) == (name, 50)


def test_no_more_is_looked_at_than_there_is_need_for() -> None:
    fits = fits_of(FEEDS["lines"] * 4)
    assert fits[0].size == LOOKED_AT


def test_only_what_came_before_a_hole_is_looked_at() -> None:
    tape = MemoryTape([FEEDS["netstring"][:500]], None)
    tape.happened(EventKind.HOLE, "37 bytes missing at byte 500")
    tape.came(FEEDS["netstring"][537:2000])
    fit = Guesser(tape).fit("netstring", shipped_protocol("netstring"), {})
    assert (fit.size, fit.outcome) == (500, "cut")
    assert fit.score > 0.5


def test_nothing_fits_where_nothing_came() -> None:
    assert fits_of(b"") == []


def test_a_fit_is_told_as_json_and_read_again() -> None:
    fit = fits_of(FEEDS["jsonl"])[0]
    assert Fit.of_json(json.loads(json.dumps(fit.as_json()))) == fit


@pytest.mark.parametrize("kind", ["lines", "netstring", "jsonl", "delimited by nul", "raw"])
def test_bytes_that_are_lengths_by_chance_are_not_taken_for_some(kind: str) -> None:
    others = {"varint", "modbus_tcp", "mqtt", "stx_etx", "resp", "syslog", "http_chunked", "sse"}
    for start in range(0, 5_000, 500):
        assert not others.intersection(fit.name for fit in fits_of(FEEDS[kind][start : start + 5_000]))
