"""What an HTTP/1.1 server answers, cut into heads, chunks and bodies."""

from __future__ import annotations

import re
from typing import Literal

from poetrygui.api.scanned import Scanned

_VERSION = b"HTTP/1."
_STATUS = re.compile(rb"HTTP/1\.[0-9] ([0-9]{3})(?: [^\r\n]*)?")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_HEX = b"0123456789abcdefABCDEF"
_HEAD_END = b"\r\n\r\n"
_WITHOUT_BODY = (b"204", b"304")


def http_request(path: str, host: str, accept: str = "*/*") -> bytes:
    """Return what asks ``host`` for ``path``, for an answer of the kind ``accept``, uncompressed, and a close."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", f"Accept: {accept}", "Accept-Encoding: identity"]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode()


class HttpResponses(Scanned):
    """Cuts responses into their heads, the chunks of a body or else the body as a whole, and what trails chunks.

    Chunks without a head before them are taken, too; they may end after any.
    """

    noun = "part"

    body_only = False
    """Whether nothing is delivered but bodies, those that are not chunked in pieces as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._state: Literal["begin", "head", "chunks", "trailer", "counted", "rest"] = "begin"
        self._has_head = False
        self._left = 0  # bytes of a body whose length was told

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        """Return where the part ends that begins at ``start`` of ``held``, None if not before ``stop``."""
        if self._state == "begin":
            self._has_head = held[start] == _VERSION[0]
            self._state = "head" if self._has_head else "chunks"
        if self._state == "head":
            for at, byte in enumerate(held[start + self.place : min(start + len(_VERSION), stop)], self.place):
                if byte != _VERSION[at]:
                    raise ValueError(f"byte {self.offset + at:,}, 0x{byte:02X}, is none of {_VERSION.decode()}")
            return self._after(held, _HEAD_END, start, stop)
        if self._state == "chunks":
            return self._end_of_chunk(held, start, stop)
        if self._state == "trailer":
            is_blank = held[start : min(start + 2, stop)] == b"\r\n"
            return start + 2 if is_blank else self._after(held, _HEAD_END, start, stop)
        if self._state == "rest":
            return stop if self.body_only else None
        if self._left > self.limit and not self.body_only:
            raise ValueError(f"a body of {self._left:,} bytes is announced, over the limit of {self.limit:,} bytes")
        end = start + self._left
        if self.body_only:
            return min(end, stop)
        return end if end <= stop else None

    def decode(self, piece: bytes) -> bytes | None:
        """Return what a part carries, and know what kind of part follows it."""
        if self._state == "head":
            head = piece[: -len(_HEAD_END)]
            self._begin_body(head)
            return None if self.body_only else head
        if self._state == "chunks":
            begin = piece.index(b"\r\n") + 2
            if begin < len(piece):
                return piece[begin:-2]
            self._state = "trailer"
            return None
        if self._state == "trailer":
            self._state = "begin"
            return None if self.body_only else piece[: -len(_HEAD_END)] or None
        if self._state == "counted":
            self._left -= len(piece)
            self._state = "counted" if self._left else "begin"
        return piece

    def unfinished(self) -> str | None:
        """Tell what of a part, or of a body, is missing."""
        if self._failed or self._held:
            return super().unfinished()
        if self._state == "counted":
            return f"{self._left:,} bytes before the end of a body"
        if self._state == "trailer" or (self._state == "chunks" and self._has_head):
            return "before the last chunk, of no bytes, and the blank line after it"
        return None

    def encode(self, frame: bytes) -> bytes:
        """Return the frame as a chunk; ValueError if it is empty, which would end the body, or too long."""
        wire = b"%x\r\n%b\r\n" % (len(frame), frame)
        if not frame or len(wire) > self.limit:
            raise ValueError(f"a chunk has at least one byte, and all of it at most {self.limit:,}")
        return wire

    def _after(self, held: bytearray, mark: bytes, start: int, stop: int) -> int | None:
        found = held.find(mark, start + self.place, stop)
        # Of the mark all but the last byte may be there.
        self.place = max(stop - start - len(mark) + 1, 0)
        return found + len(mark) if found >= 0 else None

    def _end_of_chunk(self, held: bytearray, start: int, stop: int) -> int | None:
        if held[start] not in _HEX:
            raise ValueError(f"byte {self.offset:,}, 0x{held[start]:02X}, is no digit of a chunk's size")
        line_end = held.find(b"\r\n", start + self.place, stop)
        if line_end < 0:
            self.place = max(stop - start - 1, 0)
            return None
        size = _SIZE.match(held, start, line_end + 2)
        if size is None:
            line = bytes(held[start : min(line_end, start + 30)])
            raise ValueError(f"at byte {self.offset:,} a chunk's size belongs, and not {line!r}")
        count = int(size[1], 16)
        if count == 0:
            return line_end + 2
        end = line_end + 2 + count + 2
        if end - start > self.limit:
            raise ValueError(f"a chunk of {count:,} bytes is announced, over the limit of {self.limit:,} bytes in all")
        if end > stop:
            return None
        if held[end - 2 : end] != b"\r\n":
            raise ValueError(f"at byte {self.offset + end - 2 - start:,} no CR LF stands after a chunk")
        return end

    def _begin_body(self, head: bytes) -> None:
        status, *lines = head.split(b"\r\n")
        told = _STATUS.fullmatch(status)
        if told is None:
            raise ValueError(f"{status[:60]!r} is no status line")
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
        length = fields.get(b"content-length")
        self.ends_open = False
        if told[1] in _WITHOUT_BODY or told[1][:1] == b"1":
            self._state = "begin"
        elif fields.get(b"transfer-encoding", b"").lower().endswith(b"chunked"):
            self._state = "chunks"
        elif length is None:
            self._state, self.ends_open = "rest", True
        elif not (length.isdigit() and len(length) < 19):
            raise ValueError(f"its Content-Length is {length[:30]!r}, which is no number")
        else:
            self._left = int(length)
            self._state = "counted" if self._left else "begin"
