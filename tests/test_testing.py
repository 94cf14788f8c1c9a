"""The pytest plugin, as it runs among an author's own tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from twisted.internet.protocol import Protocol

from poetrygui.testing import PlayRecording
from tests.recordings.recorded_folder import record
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[1]
FEED = """
from poetrygui.api import Delimited, PoemProtocol, Sample

class Feed(Delimited):
    delimiter = b";"

SAMPLES = [Sample(b"a;b;", [b"a", b"b"]), Sample(b"a;b", [b"a"], "cut")]
"""
HASTY = """
from poetrygui.api import PoemProtocol

class Hasty(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
"""
OLDER = """
from twisted.protocols.basic import Int16StringReceiver
from poetrygui.api import Poem, Sample

class Older(Poem, Int16StringReceiver):
    def stringReceived(self, string):
        self.deliver(string)

SAMPLES = [Sample(b"\\0\\1a", [b"a"]), Sample(b"\\0\\2b", outcome="cut")]
"""
TESTS = """
from pathlib import Path
from twisted.protocols.basic import NetstringReceiver
from poetrygui.api import Sample
from feed import Feed
from hasty import Hasty

HERE = Path(__file__).parent
SAMPLES = [Sample(b"3:abc,", [b"abc"])]

class Strings(NetstringReceiver):
    def stringReceived(self, string):
        pass

def test_class(check_framing):
    assert check_framing(Feed).passed

def test_file(check_framing):
    check_framing(HERE / "feed.py")
    check_framing(str(HERE / "feed.py"))

def test_file_of_the_first_version(check_framing):
    assert check_framing(HERE / "older.py").passed

def test_stock_class_with_samples_beside_it(check_framing):
    assert "samples: 1 stream" in str(check_framing(Strings))

def test_samples_given(check_framing):
    check_framing(Feed, [Sample(b"x;", [b"x"])])

def test_wrong(check_framing):
    check_framing(Hasty, [Sample(b"ab", [b"ab"])])

def test_nothing_to_try(check_framing):
    check_framing(Hasty)

def test_no_such_option(check_framing):
    check_framing(Feed, options={"size": "1"})

def test_no_file(check_framing):
    check_framing(HERE / "missing.py")
"""


def run(folder: Path, *arguments: str) -> str:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "poetrygui.testing",
        "-p",
        "no:cacheprovider",
        *arguments,
        str(folder),
    ]
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, timeout=PATIENCE, check=False, encoding="utf-8"
    ).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"feed.py": FEED, "hasty.py": HASTY, "older.py": OLDER, "test_feed.py": TESTS}.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    return tmp_path


def test_the_fixture_fails_a_test_with_the_report(folder: Path) -> None:
    told = run(folder, "-q")
    assert "4 failed, 5 passed" in told
    for name in ("test_wrong", "test_nothing_to_try", "test_no_such_option", "test_no_file"):
        assert f"FAILED test_feed.py::{name}" in told
    assert "FAILED cut in two: sample 1 cut after byte 1: frame 1 is b'a' instead of b'ab'" in told
    assert "there is nothing to check" in told
    assert "There is no option 'size'" in told
    assert "poetrygui/testing.py" not in told, "the failure is shown at the author's line"


def test_the_plugin_costs_a_run_that_does_not_use_it_neither_twisted_nor_qt(tmp_path: Path) -> None:
    heavy = {"twisted", "PyQt6", "poetrygui.api", "poetrygui.plugins.checking.check", "poetrygui.recordings.exact_play"}
    (tmp_path / "test_light.py").write_text(
        f"import sys\ndef test_light():\n    assert not {heavy} & set(sys.modules)\n", "utf-8"
    )
    told = run(tmp_path, "-q", "-p", "no:pytest-qt", "-p", "no:twisted")
    assert "1 passed" in told, told


def test_the_fixture_says_what_it_does(folder: Path) -> None:
    told = run(folder, "--fixtures")
    assert "check_framing" in told
    assert "fails the test with its report" in told


def test_pytest_finds_the_plugin_by_the_name_that_p_gives_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"poetrygui.testing": "poetrygui.testing"}


def test_a_recording_is_played_to_somebodys_protocol(play_recording: PlayRecording, tmp_path: Path) -> None:
    class Client(Protocol):
        def dataReceived(self, data: bytes) -> None:
            assert self.transport is not None
            self.transport.write(data.upper())

    played = play_recording(record(tmp_path / "recording", [b"one", b"two"]), Client())
    assert (played.chunks, played.sent) == (2, b"ONETWO")
