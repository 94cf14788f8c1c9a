"""A file is served by a protocol in a host: the bytes are those that it makes, at the reader's pace or slowly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import ConnectionDone, ConnectionLost

from poetrygui.errors import PluginError
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.serve.encoded_elsewhere import EncodedElsewhere

Encoded = Callable[..., EncodedElsewhere]
LOUD = """
from poetrygui.api import PoemProtocol
class Loud(PoemProtocol):
    def encode(self, frame):
        if frame == b"never":
            HARM
        return b"<" + frame.upper() + b">"
"""


@pytest.fixture
def encoded(reactor: Any, warm: WarmProcess, tmp_path: Path) -> Encoded:
    def make(source: str = LOUD, harm: str = "raise ValueError('it is quiet')") -> EncodedElsewhere:
        source = source.replace("HARM", harm)
        path = tmp_path / "loud.py"
        path.write_text(source)
        pinned = PinnedProtocol("loud", str(path), hashlib.sha256(source.encode()).hexdigest())
        return EncodedElsewhere(pinned, warm, lambda served: Allowed(read=(str(path), str(served))))

    return make


@pytest.mark.parametrize("delay", [0.0, 0.0001])
def test_a_reader_is_sent_what_the_protocol_makes(
    encoded: Encoded, serve: Any, read: Any, wait_for: Any, poem_file: Path, delay: float
) -> None:
    served = serve(poem_file, partial(encoded().blocks, poem_file), delay=delay, num_bytes=3)
    reading = wait_for(read(served))
    assert (reading.data, reading.reason) == (b"<FIRST><SECOND><><\xff\x00FOURTH><LAST>", ConnectionDone)


def test_large_poems_and_long_lines_and_none_at_all_come_whole(
    encoded: Encoded, serve: Any, read: Any, wait_for: Any, tmp_path: Path
) -> None:
    path = tmp_path / "long"
    path.write_bytes(b"x" * 1_500_000 + b"\n" + b"verse\n" * 50_000)
    blocks = encoded().blocks
    reading = wait_for(read(serve(path, partial(blocks, path))))
    assert reading.data == b"<" + b"X" * 1_500_000 + b">" + b"<VERSE>" * 50_000
    path.write_bytes(b"")
    for delay in (0.0, 0.0001):
        assert wait_for(read(serve(path, partial(blocks, path), delay=delay))).data == b""


@pytest.mark.parametrize(
    "harm,sentence",
    [
        ("raise ValueError('it is quiet')", "Line 2 of {path} cannot be sent with this protocol: it is quiet."),
        (
            "import os; os._exit(0)",
            "{path} by the protocol loud was not sent to its end: its process ended (line 6 of loud.py, in encode).",
        ),
    ],
)
def test_what_cannot_be_sent_ends_as_a_reset_and_is_told(
    encoded: Encoded, serve: Any, read: Any, wait_for: Any, tmp_path: Path, harm: str, sentence: str
) -> None:
    path = tmp_path / "poem"
    path.write_bytes(b"first\nnever\nlast")
    problems: list[str] = []
    served = serve(path, partial(encoded(harm=harm).blocks, path), on_problem=problems.append)
    assert wait_for(read(served)).reason is ConnectionLost
    assert problems == [sentence.format(path=path)]


@pytest.mark.parametrize(
    "source,problem",
    [
        (LOUD, ""),
        ("from poetrygui.api import PoemProtocol\nclass Mute(PoemProtocol): pass", "Mute cannot be served with: "),
        ("1 / 0", "line 1 of loud.py: ZeroDivisionError"),
        (
            "import ctypes\nctypes.string_at(0)",
            "served: its process ended with SIGSEGV (line 2 of loud.py, in <module>).",
        ),
    ],
)
def test_it_is_known_before_anything_listens_whether_it_can_be(
    encoded: Encoded, reactor: Any, poem_file: Path, source: str, problem: str
) -> None:
    made = encoded(source, "pass")
    if problem:
        with pytest.raises(PluginError) as raised:
            made.check(reactor, poem_file)
        assert problem in str(raised.value)
    else:
        made.check(reactor, poem_file)
