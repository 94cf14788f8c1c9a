"""JSON Lines: one JSON value a line; blank lines are passed over, and the last line needs no newline."""

from __future__ import annotations

import json

from poetrygui.api import Delimited, Sample

API = 1
TITLE = "JSON Lines"


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a value")


class JsonLines(Delimited):
    """One frame for each value, as it came; a line that is not JSON is a protocol error."""

    noun, ends_open = "line", True
    # Numbers stay texts: one can be too long to be worked out.
    reader = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)

    def decode(self, piece: bytes) -> bytes | None:
        try:
            if line := piece.strip(b" \t\r"):
                self.reader.decode(line.decode())
        except (ValueError, RecursionError) as error:
            raise ValueError(f"it is not JSON: {error}") from None
        return line or None

    def encode(self, frame: bytes) -> bytes:
        if b"\n" in frame or self.decode(frame) != frame:
            raise ValueError("a line carries one JSON value, with no newline in it and no blanks around it")
        return frame + b"\n"


SAMPLES = [Sample(b'{"a": 1}\r\n\n[2]\n"three"', [b'{"a": 1}', b"[2]", b'"three"'])]
SAMPLES += [Sample(b'1\n{"b": ', [b"1"], "cut"), Sample(b"1\n\nTrue\n2\n", [b"1"], "protocol-error")]
