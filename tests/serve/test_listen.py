"""Where a poem is served, how that is announced, and what is said when it cannot be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Protocol

from poetrygui.api import PoemProtocol
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.unix import LONGEST_UNIX_PATH
from poetrygui.errors import ServeError
from poetrygui.serve.listen import start_serving
from tests.protocols.framing import load
from tests.serve.reading import Reader, Reading, read_at

Raw = load("raw")


def read_address(reactor: Any, address: str, wait_for: Any) -> Reading:
    """Read everything from an address as ``get`` would understand it."""
    reading: Reading = wait_for(read_at(parse_address(address).endpoint(reactor), Reader()))
    return reading


def test_a_free_loopback_port_is_announced(serve: Any, reactor: Any, wait_for: Any, poem_file: Path) -> None:
    served = serve(poem_file, Raw)
    assert served.announcement == f"Serving {poem_file} on 127.0.0.1:{served.port.getHost().port}"
    assert read_address(reactor, served.address, wait_for).data == poem_file.read_bytes()


def test_a_unix_socket_is_announced(
    socket_folder: Path, serve: Any, reactor: Any, wait_for: Any, poem_file: Path
) -> None:
    served = serve(poem_file, Raw, f"unix:{socket_folder}/a socket")
    assert served.address == f"unix:{socket_folder}/a socket"
    reading = read_address(reactor, served.address, wait_for)
    assert reading.data == poem_file.read_bytes()
    assert reading.reason is ConnectionDone


def test_a_unix_socket_whose_path_is_too_long_is_refused_with_the_limit(serve: Any, poem_file: Path) -> None:
    with pytest.raises(ServeError, match=f"{LONGEST_UNIX_PATH} at most"):
        serve(poem_file, Raw, "unix:/" + "a" * LONGEST_UNIX_PATH)


class Mute(PoemProtocol):
    pass


class Unbuildable(PoemProtocol):
    def __init__(self) -> None:
        raise RuntimeError("no")

    def encode(self, frame: bytes) -> bytes:
        return frame


def refusal(reactor: Any, wait_for: Any, *args: Any, **options: Any) -> str:
    with pytest.raises(ServeError) as caught:
        wait_for(start_serving(reactor, *args, **options))
    return str(caught.value)


def test_a_file_that_cannot_be_read_is_named(reactor: Any, wait_for: Any, tmp_path: Path, poem_file: Path) -> None:
    missing = tmp_path / "missing"
    assert refusal(reactor, wait_for, missing, Raw) == f"{missing} cannot be read: No such file or directory."
    assert refusal(reactor, wait_for, tmp_path, Raw) == f"{tmp_path} is not a file: name a file to serve."
    beneath = poem_file / "below"
    assert refusal(reactor, wait_for, beneath, Raw) == f"{beneath} cannot be read: Not a directory."
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert "is not a file" in refusal(reactor, wait_for, fifo, Raw)


@pytest.mark.parametrize(
    "protocol,sentence",
    [
        (Mute, "Mute cannot be served with: it has no encode() that says how a frame is sent."),
        (Protocol, "Protocol cannot be served with: it has no encode() that says how a frame is sent."),
        (Unbuildable, "Unbuildable cannot be built: RuntimeError: no."),
    ],
)
def test_a_protocol_that_cannot_speak_is_named(
    reactor: Any, wait_for: Any, poem_file: Path, protocol: type[Protocol], sentence: str
) -> None:
    assert refusal(reactor, wait_for, poem_file, protocol) == sentence


@pytest.mark.parametrize(
    "endpoint", ["8000", "127.0.0.1:8000", "tcp:x", "", "tcp:80:zzz=1", "ssl:443:privateKey=/nope", "bogus:1", "unix"]
)
def test_what_is_no_server_endpoint_is_answered_with_examples(
    reactor: Any, wait_for: Any, poem_file: Path, endpoint: str
) -> None:
    sentence = refusal(reactor, wait_for, poem_file, Raw, endpoint)
    assert sentence.startswith(f"{endpoint!r} is not a server endpoint (")
    assert "tcp:8000:interface=127.0.0.1" in sentence


def test_a_port_in_use_is_named(serve: Any, reactor: Any, wait_for: Any, poem_file: Path) -> None:
    port = serve(poem_file, Raw).port.getHost().port
    endpoint = f"tcp:{port}:interface=127.0.0.1"
    assert refusal(reactor, wait_for, poem_file, Raw, endpoint) == (
        f"Nothing can listen at {endpoint}: Address already in use; choose another port or address."
    )


def test_a_port_that_does_not_exist_is_named(reactor: Any, wait_for: Any, poem_file: Path) -> None:
    for endpoint in ("tcp:99999", "tcp:port=65536:interface=127.0.0.1"):
        sentence = refusal(reactor, wait_for, poem_file, Raw, endpoint)
        assert sentence == f"Nothing can listen at {endpoint}: ports end at 65535."


@pytest.mark.parametrize("options", [{"delay": -1.0}, {"delay": float("nan")}, {"delay": 1.0, "num_bytes": 0}])
def test_a_pace_that_makes_no_sense_is_refused(
    reactor: Any, wait_for: Any, poem_file: Path, options: dict[str, Any]
) -> None:
    assert "give" in refusal(reactor, wait_for, poem_file, Raw, **options)
