"""The nmea protocol: checksums, tag blocks and what is wrong told by its byte, and the same for every split."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fields.frame_fields import FrameFields
from tests.protocols.framing import cut, dripped, load, result_of, with_limits

Nmea = load("nmea")
Unchecked = with_limits(Nmea, checked=False)
points = st.lists(st.integers(min_value=0), max_size=8)
bodies = st.text("GPRMC,.0189-", max_size=20).map(str.encode)
endings = st.sampled_from([b"\n", b"\r\n"])


def checksum(body: bytes) -> int:
    total = 0
    for byte in body:
        total ^= byte
    return total


def sentence(first: bytes, body: bytes, form: bytes) -> bytes:
    return first + body + b"*" + form % checksum(body)


sentences = st.builds(
    sentence, st.sampled_from([b"$", b"!", b"\\s:a*00\\$"]), bodies, st.sampled_from([b"%02X", b"%02x"])
)
lines = st.one_of(
    sentences,
    st.sampled_from(
        [b"", b"\r", b"$A", b"$A*42", b"A*41", b"$A*41 ", b"$A\x80*41", b"$A*41*41", b"$", b"$*00", b"\\$A*41"]
    ),
)


def is_sentence(line: bytes, checked: bool) -> bool:
    found = re.fullmatch(rb"(?:\\[^\\]*\\)?[$!]([^*]*)(\*[0-9A-Fa-f]{2})?", line)
    if found is None or any(not 0x20 <= byte < 0x7F for byte in line):
        return False
    return int(found[2][1:], 16) == checksum(found[1]) if found[2] else not checked


@given(st.booleans(), st.lists(st.tuples(lines, endings), max_size=5), st.one_of(lines, st.binary(max_size=9)), points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(
    checked: bool, ended: list[tuple[bytes, bytes]], last: bytes, at: list[int]
) -> None:
    data = b"".join(map(b"".join, ended)) + last
    *whole, rest = data.split(b"\n")
    found: list[bytes] = []
    wrong = False
    for each in whole:
        line = each.removesuffix(b"\r")
        wrong = bool(line) and not is_sentence(line, checked)
        if wrong:
            break
        found += [line] if line else []
    rest_line = rest.removesuffix(b"\r")
    kept = not wrong and bool(rest_line) and is_sentence(rest_line, checked)
    protocol = with_limits(Nmea, checked=checked)
    result = result_of(protocol, cut(data, at))
    assert result.frames == found + [rest_line] * kept
    assert (result.failure is not None) == wrong == result.closed
    assert (result.unfinished is not None) == (bool(rest_line) and not wrong and not kept)
    assert result == result_of(protocol, [data] if data else []) == result_of(protocol, dripped(data))


@given(st.lists(sentences, max_size=5), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    result = result_of(Nmea, cut(b"".join(Nmea().encode(frame) for frame in frames), at))
    assert (result.frames, result.unfinished) == (frames, None)


@pytest.mark.parametrize(
    "wrong,told",
    [
        (b"$AB*04", "the checksum at byte 11 is 04, and that of what came is 03"),
        (b"$AB", "at byte 10 its checksum is missing, which is *03"),
        (b"AB*03", "byte 7, 0x41, is neither $ nor !, with which a sentence begins"),
        (b"$AB*03x", "byte 13, 0x78, belongs in no sentence"),
        (b"$A\xffB*03", "byte 9, 0xFF, belongs in no sentence"),
        (b"$AB*0", "byte 10, 0x2A, belongs in no sentence"),
    ],
)
def test_what_is_wrong_is_told_by_its_byte(wrong: bytes, told: str) -> None:
    for chunks in ([b"$A*41\r\n" + wrong + b"\r\n"], dripped(b"$A*41\r\n" + wrong + b"\r\n")):
        result = result_of(Nmea, chunks)
        assert result.frames == [b"$A*41"]
        assert result.failure == f"sentence 2, which begins at byte 7 of the stream: {told}"


@pytest.mark.parametrize("frame", [b"", b"$AB", b"$AB*04", b"AB*03", b"$A\nB*03", b"$AB*03\r", b"$ABCDEF*07"])
def test_what_would_not_come_back_is_not_encoded(frame: bytes) -> None:
    protocol = with_limits(Nmea, limit=10)
    assert protocol().encode(b"$ABCDE*41") == b"$ABCDE*41\r\n"
    with pytest.raises(ValueError):  # noqa: PT011 - each with a sentence of its own
        protocol().encode(frame)


def test_a_sentence_that_is_sent_may_lack_its_checksum_where_one_that_comes_may() -> None:
    assert Unchecked().encode(b"$AB") == b"$AB\r\n"
    with pytest.raises(ValueError, match=r"at byte 3 its checksum is missing, which is \*03"):
        Nmea().encode(b"$AB")


@pytest.mark.parametrize(
    "frame, fields",
    [
        (
            b"$GPGLL,5321.68,N,00630.33,W,092750,A*2B",
            {
                "talker": "GP",
                "sentence": "GLL",
                "latitude": "5321.68",
                "north_south": "N",
                "longitude": "00630.33",
                "east_west": "W",
                "time": "092750",
                "status": "A",
            },
        ),
        (
            b"\\s:a*00\\!AIVDM,1,1,,B,177KQJ,0*00",
            {
                "talker": "AI",
                "sentence": "VDM",
                "parts": "1",
                "part": "1",
                "channel": "B",
                "payload": "177KQJ",
                "fill_bits": "0",
            },
        ),
        (b"$PGRME,15.0,M", {"talker": "", "sentence": "PGRME", "1": "15.0", "2": "M"}),
        (b"hello", None),
    ],
)
def test_the_fields_of_a_frame(frame: bytes, fields: dict[str, Any] | None) -> None:
    asked = FrameFields(Nmea)
    assert (asked.of(frame), asked.problem) == (fields, "")
