"""NMEA 0183: what GPS receivers, AIS and ships' instruments say, a sentence a line with its checksum."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce
from operator import xor
from typing import Annotated

from poetrygui.api import Delimited, Option, Sample

API = 1
TITLE = "NMEA 0183 sentences"

# A tag block, which AIS stations put in front, the sentence between $ or ! and its star, and the checksum.
SENTENCE = re.compile(rb"(?:\\[ -\[\]-~]*\\)?[$!]([ -)+-~]*)(?:\*([0-9A-Fa-f]{2}))?")
NAMES = {
    "GGA": "time latitude north_south longitude east_west quality satellites hdop altitude altitude_unit",
    "GLL": "latitude north_south longitude east_west time status",
    "RMC": "time status latitude north_south longitude east_west knots course date",
    "VDM": "parts part message channel payload fill_bits",
    "VTG": "course true magnetic_course magnetic knots knots_unit km_per_hour",
}
"""What the values of sentences are called, as far as many receivers say them; others have their numbers, from 1."""


class Nmea(Delimited):
    """One frame for each sentence, without its newline; a wrong checksum is a protocol error, blank lines are none."""

    noun, ends_open = "sentence", True
    checked: Annotated[bool, Option("Every sentence must have its checksum")] = True
    limit: Annotated[int, Option("Longest sentence accepted, in bytes", minimum=0)] = 4096

    def decode(self, piece: bytes) -> bytes | None:
        line = piece.removesuffix(b"\r")
        if line:
            self.check(line, self.offset)
        return line or None

    def fields(self, frame: bytes) -> Mapping[str, object] | None:
        found = SENTENCE.match(frame)
        if found is None:
            return None
        first, *values = found[1].decode().split(",")
        kind = first if first.startswith("P") else first[-3:]
        names = NAMES.get(kind, "").split()
        told = dict(enumerate(values, 1))
        return {"talker": first[: -len(kind)], "sentence": kind} | {
            names[at - 1] if at <= len(names) else str(at): value for at, value in told.items() if value
        }

    def encode(self, frame: bytes) -> bytes:
        if not 0 < len(frame) < self.limit:
            raise ValueError(f"a sentence has from 1 to {self.limit - 1:,} bytes")
        self.check(frame, 0)
        return frame + b"\r\n"

    def check(self, line: bytes, offset: int) -> None:
        """Look at the sentence that a line is to be, which begins at byte ``offset``; ValueError if it is none."""
        found = SENTENCE.match(line)
        if found is None:
            raise ValueError(f"byte {offset:,}, 0x{line[0]:02X}, is neither $ nor !, with which a sentence begins")
        if found.end() < len(line):
            raise ValueError(f"byte {offset + found.end():,}, 0x{line[found.end()]:02X}, belongs in no sentence")
        right = b"%02X" % reduce(xor, found[1], 0)
        if found[2] is None and self.checked:
            raise ValueError(f"at byte {offset + len(line):,} its checksum is missing, which is *{right.decode()}")
        if found[2] is not None and found[2].upper() != right:
            told, wrong = found[2].decode(), offset + found.start(2)
            raise ValueError(f"the checksum at byte {wrong:,} is {told}, and that of what came is {right.decode()}")


GGA = b"$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,*76"
AIS = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C"
TAGGED = b"\\s:station,c:1241544035*4E\\" + AIS
SAMPLES = [
    Sample(GGA + b"\r\n" + AIS + b"\n\r\n" + TAGGED + b"\r\n" + AIS, [GGA, AIS, TAGGED, AIS]),
    Sample(GGA + b"\r\n" + AIS[:-1], [GGA], "cut"),
    Sample(GGA + b"\r\n" + AIS[:-1] + b"D\r\n" + GGA + b"\r\n", [GGA], "protocol-error"),
    Sample(b"$GPTXT,hello\r\n", outcome="protocol-error"),
    Sample(b"$GPTXT,hello\r\n", [b"$GPTXT,hello"], options={"checked": False}),
    Sample(GGA + b"\r\nhello\r\n", [GGA], "protocol-error"),
]
