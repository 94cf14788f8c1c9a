"""Server-sent events: what a web server pushes to a page, over HTTP or as a stream of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api import HttpResponses, Option, Sample, Scanned, http_request

API = 1
TITLE = "Server-sent events (SSE)"
HTTP, BOM = b"HTTP/", b"\xef\xbb\xbf"
LINE_END = re.compile(rb"\r\n|\r|\n")
# A CR ends a line alone only if no LF follows it.
EVENT_END = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?=[^\n]))", re.DOTALL)
FIELD = re.compile(rb"(?:data|event|id|retry)(?::|$)")


class Sse(Scanned):
    """One frame for each event, its lines as they came with LF between; comments alone are none.

    Of a stream that begins with a response's head, the events are those in its body. A server waits to be asked: give
    it a path.
    """

    noun = "event"
    path: Annotated[str, Option("Path to ask for on connecting; without one nothing is sent", maximum=4096)] = ""
    host: Annotated[str, Option("Host to name when asking; without one its address", maximum=255)] = ""
    limit: Annotated[int, Option("Longest event accepted, in bytes", minimum=0)] = 1024 * 1024

    def __init__(self) -> None:
        super().__init__()
        self.beginning: bytes | None = b""  # of the stream, until it is known of which kind that is
        self.body: HttpResponses | None = None

    def connectionMade(self) -> None:
        if self.path and self.transport is not None:
            host = self.host or getattr(self.transport.getPeer(), "host", "localhost")
            self.transport.write(http_request(self.path, host, "text/event-stream"))

    def dataReceived(self, data: bytes) -> None:
        if self.beginning is not None:
            data = self.beginning + data
            if HTTP.startswith(data):
                self.beginning = data
                return
            self.beginning = None
            if data.startswith(HTTP):
                self.body, self.within = HttpResponses(), "body"
                self.body.body_only, self.body.sink = True, BodySink(self)
        if self.body is None:
            self.body_came(data)
        else:
            self.body.dataReceived(data)

    def body_came(self, data: bytes) -> None:
        """Cut the events out of a piece of the body, or of a stream that is nothing else."""
        super().dataReceived(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self.beginning:
            self.body_came(self.beginning)
        super().connectionLost(reason)

    def unfinished(self) -> str | None:
        return super().unfinished() or (self.body.unfinished() if self.body else None)

    def undelivered_from(self, received: int) -> int | None:
        return super().undelivered_from(received) if self.body is None else None

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        """Return where the event ends that begins at ``start`` of ``held``, None if not before ``stop``."""
        if not self.offset and BOM.startswith(bytes(held[start : min(start + len(BOM), stop)])):
            return start + len(BOM) if stop - start >= len(BOM) else None
        if not self.place and held[start] in b"\r\n":
            return start + 1
        found = EVENT_END.search(held, start + self.place, stop)
        self.place = max(stop - start - 4, 1)
        self.ends_open = found is None and held.endswith((b"\r\r", b"\n\r"))
        return found.end() if found else None

    def decode(self, piece: bytes) -> bytes | None:
        lines = [line for line in LINE_END.split(piece) if line]
        return b"\n".join(lines) if any(map(FIELD.match, lines)) else None

    def encode(self, frame: bytes) -> bytes:
        lines = frame.split(b"\n")
        if b"\r" in frame or b"" in lines or frame.startswith((BOM, HTTP)) or not any(map(FIELD.match, lines)):
            raise ValueError("an event is lines such as data: text, with LF between and none of them blank")
        if len(frame) + 2 > self.limit:
            raise ValueError(f"an event of {len(frame):,} bytes is too long for the limit of {self.limit:,}")
        return frame + b"\n\n"


class BodySink:
    """Hands what a body brings on to the events."""

    def __init__(self, events: Sse) -> None:
        self.events = events

    def frame(self, data: bytes) -> None:
        self.events.body_came(data)

    part = frame

    def frames(self, frames: Sequence[bytes]) -> None:
        self.frame(b"".join(frames))

    def fail(self, reason: str) -> None:
        self.events.fail(reason)

    def remark(self, text: str) -> None:
        self.events.remark(text)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
CHUNKED, OPEN = HEAD + b"Transfer-Encoding: chunked\r\n\r\n", HEAD + b"\r\n"
SAMPLES = [
    Sample(
        b"data: one\n\n: ping\n\nevent: add\r\ndata: two\r\ndata\r\n\r\n",
        [b"data: one", b"event: add\ndata: two\ndata"],
    ),
    Sample(BOM + b"id:1\r\rretry: 10\n\n\n\n", [b"id:1", b"retry: 10"]),
    Sample(CHUNKED + b"8\r\ndata: on\r\n6\r\ne\n\n: p\r\n3\r\n\r\n\r\r\n0\r\n\r\n", [b"data: one"]),
    Sample(OPEN + b"data: one\n\ndata: two\n\n", [b"data: one", b"data: two"]),
    Sample(b"data: one\n\ndata: two\n", [b"data: one"], "cut"),
    Sample(CHUNKED + b"b\r\ndata: one\n\n\r\n", [b"data: one"], "cut"),
    Sample(CHUNKED + b"b\r\ndata: one\n\nxy", outcome="protocol-error"),
    Sample(b"data: one\n\ndata: 123456789\n\n", [b"data: one"], "protocol-error", {"limit": 11}),
]
