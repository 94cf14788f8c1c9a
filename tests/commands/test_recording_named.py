"""Commands take a recording in one file as they take one of the profile; nothing in it is run that is not trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.recordings.export import export_recording
from tests.commands.running import background, run
from tests.recordings.recorded_folder import record

VERSES = b"3:one,4:two\n,5:three,"
TRACES = """
from poetrygui.api import PoemProtocol
NEEDS = "files"
open({trace!r}, "w").close()
class Feed(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
"""


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    export_recording(record(tmp_path / "recording", [VERSES[:9], VERSES[9:]]), tmp_path / "feed.poemrec")
    return tmp_path / "feed.poemrec"


@pytest.fixture
def traced(tmp_path: Path) -> Path:
    """A recording with a source that leaves a trace when it is run."""
    folder = record(tmp_path / "traced", [VERSES])
    (folder / "protocol.py").write_text(TRACES.format(trace=str(tmp_path / "trace")))
    export_recording(folder, tmp_path / "traced.poemrec")
    return tmp_path / "traced.poemrec"


def test_it_is_framed_anew(feed: Path, tmp_path: Path) -> None:
    ended = run("reframe", feed, "--protocol", "netstring", "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode().splitlines()[-1] == "netstring makes the same frames as recorded"


def test_its_framing_is_guessed(feed: Path, tmp_path: Path) -> None:
    ended = run("guess", feed, "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"netstring: 3 frames in 21 bytes")


def test_it_is_served(feed: Path, tmp_path: Path) -> None:
    with background("serve", "--recording", feed, "--profile", tmp_path / "profile") as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().rsplit(" ", 1)[1].strip()
        got = run("get", address, "--protocol", "netstring", "--profile", tmp_path / "profile")
    assert got.stdout == b"one\ntwo\nthree\n"


def test_it_becomes_another_format(feed: Path, tmp_path: Path) -> None:
    ended = run("recordings", "export", feed, tmp_path / "feed.jsonl", "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "feed.jsonl").read_bytes().count(b'"recv"') == 2


def test_one_that_is_cut_off_is_framed_as_far_as_it_goes(feed: Path, tmp_path: Path) -> None:
    feed.write_bytes(feed.read_bytes()[:-5])
    ended = run("reframe", feed, "--protocol", "netstring", "--profile", tmp_path / "profile")
    assert ended.stdout.startswith(b"netstring: 3 frames, 12 bytes")
    assert b"is cut off" in ended.stderr
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["reframe", "--protocol", "netstring"],
        ["reframe", "--protocol", "netstring", "--against", "lines"],
        ["guess"],
        ["recordings", "import"],
    ],
)
def test_untrusted_bytes_do_not_run_because_they_lie_in_it(traced: Path, tmp_path: Path, arguments: list[str]) -> None:
    run(*arguments, traced, "--profile", tmp_path / "profile")
    run("recordings", "list", "--profile", tmp_path / "profile")
    assert not (tmp_path / "trace").exists()


def test_that_they_do_not_is_told_and_they_do_once_they_are_trusted(traced: Path, tmp_path: Path) -> None:
    profile: list[str | Path] = ["--profile", tmp_path / "profile"]
    refused = run("reframe", traced, "--protocol", "netstring", *profile)
    assert refused.returncode == 2
    assert b"is not trusted, and nothing of it is run: import it and look at its protocol.py" in refused.stderr
    name = run("recordings", "import", traced, *profile).stdout.decode().partition(":")[0]
    (source,) = (tmp_path / "profile" / "poems").glob("*/protocol.py")
    still = run("reframe", name, "--protocol", "netstring", *profile)
    assert still.returncode == 2
    assert str(source).encode() in still.stderr
    assert not (tmp_path / "trace").exists()
    assert run("protocols", "trust", source, *profile).returncode == 0
    ended = run("reframe", traced, "--protocol", "netstring", *profile)
    assert ended.returncode == 1
    assert b"recorded: 1 frame, 21 bytes" in ended.stdout
    assert (tmp_path / "trace").exists()
