"""HTTP responses in chunks: what a web server sends bit by bit, such as logs and streams of events."""

from __future__ import annotations

from typing import Annotated

from poetrygui.api import HttpResponses, Option, Sample, http_request

API = 1
TITLE = "HTTP in chunks"


class HttpChunked(HttpResponses):
    """One frame for the head of a response, one for each chunk, and one for what trails them.

    A body that is not in chunks is one frame. A server waits to be asked: give it a path.
    """

    path: Annotated[str, Option("Path to ask for on connecting; without one nothing is sent", maximum=4096)] = ""
    host: Annotated[str, Option("Host to name when asking; without one its address", maximum=255)] = ""
    limit: Annotated[int, Option("Longest chunk or head accepted, in bytes", minimum=0)] = 16 * 1024 * 1024

    def connectionMade(self) -> None:
        if self.path and self.transport is not None:
            host = self.host or getattr(self.transport.getPeer(), "host", "localhost")
            self.transport.write(http_request(self.path, host))


HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5"
OPEN = b"HTTP/1.0 200 OK\r\nServer: old"
SAMPLES = [
    Sample(HEAD + b"\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", [HEAD, b"abc", b"0123456789"]),
    Sample(
        HEAD + b"\r\n\r\n1\r\na\r\n0\r\nX: y\r\nZ: 1\r\n\r\n" + HEAD + b"\r\n\r\n0\r\n\r\n",
        [HEAD, b"a", b"X: y\r\nZ: 1", HEAD],
    ),
    Sample(PLAIN + b"\r\n\r\nhello" + OPEN + b"\r\n\r\nuntil the close", [PLAIN, b"hello", OPEN, b"until the close"]),
    Sample(b"3\r\nabc\r\n1\r\nd\r\n", [b"abc", b"d"]),
    Sample(HEAD + b"\r\n\r\n3\r\nabc\r\n", [HEAD, b"abc"], "cut"),
    Sample(HEAD + b"\r\n\r\n3\r\nabcd\r\n", [HEAD], "protocol-error"),
    Sample(HEAD + b"\r\n\r\n3x\r\nabc\r\n", [HEAD], "protocol-error"),
    Sample(b"HTTP/2 200\r\n\r\n", outcome="protocol-error"),
]
