"""JSON Lines: one JSON value a line; blank lines are passed over, and the last line needs no newline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poetrygui.api import (
    Delimited,
    Ended,
    FrameBlock,
    JsonCheck,
    Sample,
    check_json,
    json_block,
    json_fields,
    simple_json_lines,
)

API = 1
TITLE = "JSON Lines"
BLANKS = b" \t\r"


class JsonLines(Delimited):
    """One frame for each value, as it came; a line that is not JSON is a protocol error."""

    noun, ends_open = "line", True
    fields = staticmethod(json_fields)
    check: JsonCheck | None = None  # of the line at hand, where that is long

    def look(self, piece: bytearray) -> None:
        if self.check is None:
            self.check = JsonCheck()
        self.check.feed(piece)

    def decode(self, piece: bytes) -> bytes | None:
        check, self.check = self.check, None
        return self.value_in(piece, check)

    def decode_each(self, pieces: Sequence[bytes]) -> Iterator[bytes | None]:
        # The check of a long line belongs to the first one; the others are gone over in runs where they are simple.
        yield self.decode(pieces[0])
        place, number = 0, 1
        block = b"\n".join([*pieces[1:], b""])
        while number < len(pieces):
            end = simple_json_lines(block, place)
            if end == place:
                yield self.decode(pieces[number])
                end += len(pieces[number]) + 1
                number += 1
            else:
                run = pieces[number : number + block.count(b"\n", place, end)]
                yield from [piece.strip(BLANKS) or None for piece in run]
                number += len(run)
            place = end

    def decode_block(self, block: bytes) -> FrameBlock | list[bytes] | None:
        return json_block(block) if self.check is None else None

    def value_in(self, piece: bytes, check: JsonCheck | None = None) -> bytes | None:
        """Return the value on a line, None where it is blank."""
        line = piece.strip(BLANKS)
        try:
            if check is not None or len(piece) > self.WHOLE:
                start = piece.find(line[:1])
                (check or JsonCheck()).finish(piece, start, start + len(line))
            elif line:
                check_json(line)
        except ValueError as error:
            raise ValueError(f"it is not JSON: {error}") from None
        return line or None

    def wire_layout(self) -> Ended:
        return Ended(self.delimiter, BLANKS)

    def encode(self, frame: bytes) -> bytes:
        if b"\n" in frame or self.value_in(frame) != frame:
            raise ValueError("a line carries one JSON value, with no newline in it and no blanks around it")
        return frame + b"\n"


SAMPLES = [Sample(b'{"a": 1}\r\n\n[2]\n"three"', [b'{"a": 1}', b"[2]", b'"three"'])]
SAMPLES += [Sample(b'1\n{"b": ', [b"1"], "cut"), Sample(b"1\n\nTrue\n2\n", [b"1"], "protocol-error")]
