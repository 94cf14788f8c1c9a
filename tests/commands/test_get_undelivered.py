"""What was received and not delivered, as ``get`` tells it."""

from __future__ import annotations

import base64

from tests.commands.running import events, run
from tests.commands.test_get import scripted

WIRE = b"3:abc,3:xyz;\x1b]52;rest"


def test_it_is_told_beside_the_end_and_nothing_of_it_acts() -> None:
    with scripted(WIRE) as address:
        got = run("get", address, "--protocol", "netstring")
    assert (got.returncode, got.stdout) == (1, b"abc\n")
    said = got.stderr.decode()
    assert f"3 bytes in 1 frame ({len(WIRE)} received)" in said
    assert "Received, not delivered: bytes 6 to 20 of the stream:" in said
    assert r" 6  33 3a 78 79 7a 3b 1b 5d 35 32 3b 72 65 73 74     3:xyz;\x1b]52;rest" in said
    assert "\x1b" not in said


def test_much_of_it_is_told_in_part_and_whole_as_json() -> None:
    wire = b"3:abc,x" + bytes(10_000)
    with scripted(wire, wire) as address:
        got = run("get", address, "--protocol", "netstring")
        told = run("get", address, "--protocol", "netstring", "--jsonl")
    assert got.stderr.decode().count("00 00 00 00") < 100
    assert "…" in got.stderr.decode()
    (end,) = events(told.stdout, "end")
    assert end["outcome"] == "protocol-error"
    received = end["received"]
    assert 6 < received <= len(wire)
    assert (end["undelivered_at"], end["undelivered_exact"]) == (6, True)
    assert base64.b64decode(end["undelivered"]) == wire[6:received]


def test_a_poem_that_is_whole_has_none() -> None:
    with scripted(b"3:abc,") as address:
        told = run("get", address, "--protocol", "netstring", "--jsonl")
    (end,) = events(told.stdout, "end")
    assert (end["received"], end["bytes"]) == (6, 3)
    assert "undelivered" not in end
