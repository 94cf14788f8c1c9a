"""``poetrygui reframe``, as it is run: what it prints and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from tests.commands.running import events, run
from tests.recordings.framed_folder import CLOCK, record_lines
from tests.recordings.recorded_folder import record
from tests.recordings.shortened_folder import netstrings, shortened_by

VERSES = b"3:one,4:two\n,5:three,"

TRACES = """
from poetrygui.api import PoemProtocol
open({trace!r}, "w").close()
class Feed(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
"""
RAISES = """
from poetrygui.api import PoemProtocol
class Feed(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data[:2])
        raise ValueError("no more")
"""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return record(tmp_path / "profile" / "poems" / "2026-01-01-tyger", [VERSES[:9], VERSES[9:]])


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    (tmp_path / "profile" / "protocols").mkdir(parents=True, mode=0o700)
    (tmp_path / "profile").chmod(0o700)
    return tmp_path / "profile"


def own(folder: Path, source: str) -> Path:
    path = folder / "feed.py"
    path.write_text(source)
    path.chmod(0o600)
    return path


def test_the_same_frames_are_said_and_the_status_is_0(recording: Path, profile: Path) -> None:
    ended = run("reframe", recording, "--protocol", "netstring", "--profile", profile)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode().splitlines() == [
        "netstring: 3 frames, 12 bytes; complete: the server closed the connection",
        "recorded: 3 frames, 12 bytes; complete: the server closed the connection",
        "netstring makes the same frames as recorded",
    ]


def test_the_first_difference_is_told_by_byte_and_the_status_is_1(recording: Path, profile: Path) -> None:
    ended = run("reframe", "tyger", "--protocol", "delimited", "--option", "delimiter=,", "--profile", profile)
    assert ended.returncode == 1
    assert ended.stdout.decode().splitlines()[0] == (
        "The first difference is at byte 0 (bytes 0 to 21): frames 1 to 3 of delimited and recorded are cut alike "
        "and say something else"
    )


def test_another_protocol_can_be_compared_with_and_all_is_told_as_json(recording: Path, profile: Path) -> None:
    ended = run("reframe", recording, "--protocol", "lines", "--against", "raw", "--jsonl", "--profile", profile)
    assert ended.returncode == 1
    first, second, difference, ours, theirs = map(json.loads, ended.stdout.splitlines())
    assert [(each["event"], each["task"], each["text"]) for each in (first, second)] == [
        ("frame", 1, "3:one,4:two"),
        ("frame", 1, ",5:three,"),
    ]
    assert difference == {"event": "difference", "kind": "cut", "wire": [0, 21], "frames": [0, 2], "against": [0, 1]}
    assert (ours["event"], ours["protocol"], ours["frames"], ours["outcome"]) == ("end", "lines", 2, "complete")
    assert (theirs["protocol"], theirs["frames"], theirs["bytes"]) == ("raw", 1, 21)


def test_the_new_poem_is_kept_where_that_is_wanted(recording: Path, profile: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    run("reframe", recording, "--protocol", "raw", "--output", output, "--profile", profile)
    poem = StoredPoem.existing(output)
    assert b"".join(poem.exact_pieces()) == VERSES


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["nowhere", "--protocol", "raw"], "There is no recording nowhere"),
        (["tyger", "--protocol", "nothing"], "There is no protocol 'nothing'"),
        (["tyger", "--protocol", "prefixed", "--option", "width=3"], "The option width takes"),
        (["tyger"], "Missing option '--protocol'"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(
    recording: Path, profile: Path, arguments: list[str], sentence: str
) -> None:
    ended = run("reframe", *arguments, "--profile", profile)
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith(f"poetrygui: {sentence}")
    assert ended.stderr.count(b"\n") == 1


def test_a_fault_is_told_with_the_authors_line(recording: Path, profile: Path) -> None:
    path = own(profile / "protocols", RAISES)
    ended = run("reframe", recording, "--protocol", "feed", "--trust", path, "--profile", profile)
    assert ended.returncode == 1
    assert (
        "feed: 1 frame, 2 bytes; plugin-fault: the protocol's dataReceived raised ValueError: no more "
        "(line 6 of feed.py)"
    ) in ended.stdout.decode()


@pytest.mark.parametrize("where", ["protocols", "poems/2026-01-01-tyger"])
def test_untrusted_bytes_are_not_run_wherever_they_lie(
    recording: Path, profile: Path, tmp_path: Path, where: str
) -> None:
    trace = tmp_path / "trace"
    name = "protocol.py" if "poems" in where else "feed.py"
    own(profile / where, TRACES.format(trace=str(trace))).rename(profile / where / name)
    protocol = "netstring" if "poems" in where else "feed"
    ended = run("reframe", recording, "--protocol", protocol, "--profile", profile)
    assert ended.returncode == 2
    assert b"nothing of it is run" in ended.stderr
    assert not trace.exists()


def test_frames_are_told_with_the_times_at_which_they_came(profile: Path) -> None:
    (profile / "poems").mkdir()
    folder = record_lines(profile / "poems" / "2026-01-02-lines", [b"a\nbc", b"\n"], waits=[500, 250_000])
    ended = run("reframe", folder, "--protocol", "lines", "--jsonl", "--profile", profile)
    assert (ended.returncode, ended.stderr) == (0, b"")
    frames = events(ended.stdout, "frame")
    assert [(each["text"], each["delta"]) for each in frames] == [("a", 0.0005), ("bc", 0.25)]
    assert frames[0]["time"] == pytest.approx(CLOCK + 0.0005, abs=1e-6)
    assert [each["wire"] for each in frames] == [[0, 2], [2, 5]]


def test_what_the_protocol_makes_is_told_where_the_one_that_recorded_may_not_run(
    recording: Path, profile: Path
) -> None:
    path = own(profile / "poems" / "2026-01-01-tyger", RAISES)
    path.rename(path.with_name("protocol.py"))
    ended = run("reframe", recording, "--protocol", "netstring", "--profile", profile)
    assert ended.returncode == 2
    assert ended.stdout.decode() == "netstring: 3 frames, 12 bytes; complete: the server closed the connection\n"
    assert ended.stderr.decode().startswith("poetrygui: There is nothing to compare with. The protocol in ")


def test_as_json_each_frame_of_a_chunk_has_a_line(tmp_path: Path, profile: Path) -> None:
    folder = record(tmp_path / "recording", [b"3:one,3:two,", b"5:three,"])
    ended = run("reframe", folder, "--protocol", "netstring", "--jsonl", "--profile", profile)
    assert [each["text"] for each in map(json.loads, ended.stdout.splitlines()) if each["event"] == "frame"] == [
        "one",
        "two",
        "three",
    ]


def test_of_one_that_was_too_long_the_first_whole_frame_is_the_first(tmp_path: Path, profile: Path) -> None:
    strings, where = netstrings()
    folder = shortened_by(tmp_path / "long", "netstring", b"".join(strings))
    ended = run("reframe", folder, "--protocol", "netstring", "--profile", profile)
    assert (ended.returncode, ended.stderr) == (0, b"")
    ours, note, theirs, _, same = ended.stdout.decode().splitlines()
    assert ours.replace("netstring", "recorded") == theirs
    byte = int(note.rpartition(" ")[2].replace(",", ""))
    assert f"netstring: {len(strings) - where.index(byte):,} frames, " in ours
    assert same == "netstring makes the same frames as recorded"
    ended = run("reframe", folder, "--protocol", "netstring", "--against", "raw", "--jsonl", "--profile", profile)
    difference = next(filter(lambda each: each["event"] == "difference", map(json.loads, ended.stdout.splitlines())))
    assert (difference["wire"][0], difference["against"][0]) == (byte, 0)
