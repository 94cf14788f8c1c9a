"""The framings once more, as short and slow as they can be said, on the whole stream at once."""

from __future__ import annotations


def netstrings(data: bytes, limit: int, whole: int) -> tuple[list[bytes], int | None, bytes]:
    """Return the frames, the offset of the wrong byte, and what is handed on of a frame without end."""
    frames: list[bytes] = []
    start = 0
    while start < len(data):
        colon = start
        while colon < len(data) and _is_length(data[start : colon + 1]):
            if int(data[start : colon + 1]) > limit:
                return frames, colon, b""
            colon += 1
        if colon == len(data):
            return frames, None, b""
        if colon == start or data[colon : colon + 1] != b":":
            return frames, colon, b""
        length = int(data[start:colon])
        body, after = data[colon + 1 :][:length], colon + 1 + length
        if after >= len(data):
            return frames, None, body
        if data[after : after + 1] != b",":
            return frames, after, body if length > whole else b""
        frames.append(body)
        start = after + 1
    return frames, None, b""


def lines(data: bytes, limit: int, *, clean: bool) -> tuple[list[bytes], int | None, bytes]:
    """Return the frames, the number of the line that is too long, and what is handed on of a line without end."""
    *whole, last = data.split(b"\n")
    frames: list[bytes] = []
    for line in whole:
        content = line.removesuffix(b"\r")
        if len(content) > limit:
            return frames, len(frames) + 1, content[:limit]
        frames.append(content)
    if len(last if clean else last.removesuffix(b"\r")) > limit:
        return frames, len(frames) + 1, last[:limit]
    return ([*frames, last], None, b"") if last and clean else (frames, None, last)


def _is_length(digits: bytes) -> bool:
    return digits.isdigit() and digits == b"%d" % int(digits)
