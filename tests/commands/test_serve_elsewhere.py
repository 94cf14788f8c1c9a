"""Files are served by a protocol of the user's own: it is known before anything listens whether it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.hosts.warm import CAN_FORK
from tests.commands.running import run, serving
from tests.plugins.files import Files

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
LOUD = """
from poetrygui.api import Delimited
class Loud(Delimited):
    delimiter = b";"
    def __init__(self, mark: str = "!"):
        self.mark = mark.encode()
    def encode(self, frame):
        print("made", self.mark.decode())
        return frame.upper() + self.mark + b";"
"""


def test_it_is_served_with_its_options_and_what_it_prints_is_told_beside(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    path = Files(tmp_path).put("loud.py", LOUD)
    poem = tmp_path / "poem"
    poem.write_bytes(b"one\ntwo")
    protocol = ["--profile", str(tmp_path), "--trust", str(path), "--protocol", "loud"]
    for where in ([], ["--in-process"]):
        with serving(poem, *protocol, *where, "--option", "mark=?") as (address,):
            got = run("get", address)
        assert (got.returncode, got.stdout) == (0, b"ONE?;TWO?;")
    refused = run("serve", poem, *protocol, "--option", "mask=?")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.startswith(b"poetrygui: ")
    assert b"mask" in refused.stderr
    assert refused.stderr.count(b"\n") == 1
