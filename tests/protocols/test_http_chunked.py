"""The http_chunked protocol: what it asks for, and what it makes of an answer; the rest is in HttpResponses."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.testing import StringTransport

from tests.protocols.framing import cut, dripped, load, result_of, with_limits

HttpChunked = load("http_chunked")
ANSWER = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "options,sent",
    [
        ({}, b""),
        ({"host": "example"}, b""),
        ({"path": "/a"}, b"GET /a HTTP/1.1\r\nHost: 192.168.1.1\r\nAccept: */*\r\n"),
        ({"path": "/a", "host": "example"}, b"GET /a HTTP/1.1\r\nHost: example\r\nAccept: */*\r\n"),
    ],
)
def test_nothing_is_asked_for_unless_a_path_is_given(options: dict[str, Any], sent: bytes) -> None:
    transport = StringTransport()
    type("HttpChunked", (HttpChunked,), options)().makeConnection(transport)
    assert transport.value().startswith(sent)
    assert bool(transport.value()) == bool(sent)


def test_chunks_are_frames_and_one_over_the_limit_is_refused() -> None:
    data = ANSWER + b"5\r\nhello\r\n32\r\n"
    for chunks in ([data], dripped(data), cut(data, [40, 50])):
        result = result_of(with_limits(HttpChunked, limit=50), chunks)
        assert result.frames == [ANSWER[:-4], b"hello"]
        assert result.failure == (
            "part 3, which begins at byte 57 of the stream: a chunk of 50 bytes is announced, "
            "over the limit of 50 bytes in all"
        )
