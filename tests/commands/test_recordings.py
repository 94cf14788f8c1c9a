"""``poetrygui recordings``, as it is run: what it prints, what it leaves, and its exit status."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.recording import Recording
from poetrygui.core.text.moments import of_day_text
from poetrygui.recordings.tcp_segments import ACK, FIN
from tests.commands.running import COMMAND, run
from tests.commands.terminal import on_terminal
from tests.recordings.captures import HANDSHAKE, PIECES, STREAM, capture
from tests.recordings.framed_folder import CLOCK, record_lines
from tests.recordings.packets import Tcp, ipv4
from tests.recordings.recorded_folder import begin, record
from tests.surroundings import PATIENCE

VERSES = b"3:one,4:two\n,5:three,"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile" / "poems"
    record(folder / "20260101-000000-000000-aaaa1111", [VERSES[:9], VERSES[9:]])
    record(folder / "20260102-000000-000000-bbbb2222", [b"x"], "raw", Outcome.RESET)
    (tmp_path / "profile").chmod(0o700)
    return tmp_path / "profile"


@pytest.mark.parametrize("arguments", [["list"], []])
def test_the_list_says_what_there_is_the_newest_last(profile: Path, arguments: list[str]) -> None:
    ended = run("recordings", *arguments, "--profile", profile, env={"TZ": "UTC"})
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode().splitlines() == [
        "aaaa1111  2026-01-01 00:00:00  0.0 s  21 bytes  complete  netstring  a server (127.0.0.1:7)",
        "bbbb2222  2026-01-01 00:00:00  0.0 s  1 byte    reset     raw        a server (127.0.0.1:7)",
    ]


def test_the_list_is_told_as_json(profile: Path) -> None:
    ended = run("recordings", "list", "--jsonl", "--profile", profile)
    first, second = map(json.loads, ended.stdout.splitlines())
    assert (first["id"], first["bytes"], first["outcome"], first["protocol"]) == (
        "aaaa1111",
        21,
        "complete",
        "netstring",
    )
    assert (second["id"], second["outcome"], second["folder"]) == (
        "bbbb2222",
        "reset",
        str(profile / "poems" / "20260102-000000-000000-bbbb2222"),
    )


def test_where_there_is_none_that_is_said(tmp_path: Path) -> None:
    ended = run("recordings", "--profile", tmp_path / "profile")
    assert (ended.returncode, ended.stdout) == (0, b"")
    assert ended.stderr == b"There are no recordings yet.\n"


def test_what_is_exported_is_imported_and_can_be_named_at_once(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "feed.pcapng"
    exported = run("recordings", "export", "aaaa1111", file, "--profile", profile)
    assert (exported.returncode, exported.stderr) == (0, b"")
    assert exported.stdout.decode() == f"{file}: {file.stat().st_size:,} bytes\n"
    imported = run("recordings", "import", file, "--profile", profile)
    assert (imported.returncode, imported.stderr) == (0, b"")
    line = imported.stdout.decode()
    assert re.fullmatch(r"[0-9a-f]{8}: 21 bytes in 0 frames, complete: a server: nothing is missing\n", line)
    framed = run("reframe", line.partition(":")[0], "--protocol", "netstring", "--profile", profile)
    assert framed.returncode == 0
    assert framed.stdout.startswith(b"netstring: 3 frames, 12 bytes; complete")


def test_somebodys_capture_is_imported_with_what_is_missing(profile: Path, tmp_path: Path) -> None:
    end = Tcp(500 + len(STREAM), b"", flags=FIN | ACK)
    packets = capture([*HANDSHAKE, Tcp(100, b"ask", True), *PIECES[:5], *PIECES[6:], end])
    (tmp_path / "feed.pcap").write_bytes(packets)
    imported = run("recordings", "import", tmp_path / "feed.pcap", "--jsonl", "--profile", profile)
    assert (imported.returncode, imported.stderr) == (0, b"")
    server, client = map(json.loads, imported.stdout.splitlines())
    assert (server["bytes"], server["frames"], server["missing"]) == (1008, 1, ["16 bytes missing at byte 80"])
    assert (client["bytes"], client["missing"], client["outcome"]) == (3, [], "stopped")
    recording = Recording.existing(Path(server["folder"]))
    assert recording.wire(0, 2000) == STREAM[:80] + STREAM[96:]
    recording.close()


def test_standard_input_is_imported_and_what_was_passed_over_is_said(profile: Path) -> None:
    ended = subprocess.run(
        [*COMMAND, "recordings", "import", "-", "--profile", str(profile)],
        input=capture([*HANDSHAKE, *PIECES], lambda tcp: ipv4(tcp, protocol=17 if tcp.by_client else 6)),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 0
    assert ended.stdout.endswith(
        b"1,024 bytes in 1 frame, stopped: standard input: 0.0.0.2:7 to 0.0.0.1:40000: nothing is missing\n"
    )
    assert ended.stderr == b"standard input: packets passed over that are not TCP: 2\n"


def test_several_files_are_imported_though_one_is_damaged(profile: Path, tmp_path: Path) -> None:
    whole = capture([*HANDSHAKE, *PIECES])
    for name, data in {"cut.pcap": whole[:-5], "none.txt": b"not packets", "whole.pcap": whole}.items():
        (tmp_path / name).write_bytes(data)
    files = [tmp_path / name for name in ("cut.pcap", "none.txt", "whole.pcap")]
    ended = run("recordings", "import", *files, "--profile", profile)
    assert ended.returncode == 1
    assert [line.split(": ")[1] for line in ended.stdout.decode().splitlines()] == [
        "1,008 bytes in 1 frame, stopped",
        "1,024 bytes in 1 frame, stopped",
    ]
    damaged, foreign = ended.stderr.decode().splitlines()
    assert damaged.startswith(f"poetrygui: {files[0]}: The capture is damaged at packet 67")
    assert foreign.startswith(f"poetrygui: {files[1]}: ")


def test_a_capture_in_which_nobody_says_anything_is_said(profile: Path, tmp_path: Path) -> None:
    (tmp_path / "silent.pcap").write_bytes(capture(HANDSHAKE))
    ended = run("recordings", "import", tmp_path / "silent.pcap", "--profile", profile)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert b"nothing is in it" in ended.stderr


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["export", "nowhere", "a.pcapng"], "There is no recording nowhere"),
        (
            ["export", "aaaa1111", "a.csv"],
            "a.csv is of no format that there is: have its name end in .pcapng, .jsonl, .poemrec or .txt.",
        ),
        (
            ["export", "aaaa1111", "a.pcapng", "--frames"],
            "Frames go into JSON lines or text: have the name of a.pcapng end in .jsonl or .txt.",
        ),
        (
            ["export", "aaaa1111", "a.txt", "--frames", "--fields"],
            "Fields go into a file of JSON lines: have the name of",
        ),
        (["export", "aaaa1111", "a.txt", "--times", "noon"], "Invalid value for '--times': 'noon' is not one of"),
        (["export", "aaaa1111", "nowhere/a.pcapng"], "nowhere/a.pcapng could not be written: No such file"),
        (["import", "nowhere.pcap"], "There is no file nowhere.pcap"),
        (["import"], "Missing argument"),
        (["forget", "nowhere"], "There is no recording nowhere"),
        (["keep", "aaaa1111", "nowhere"], "There is no recording nowhere"),
        (["forget", "aaaa1111"], "There is nobody to ask"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(profile: Path, arguments: list[str], sentence: str) -> None:
    ended = run("recordings", *arguments, "--profile", profile)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith(f"poetrygui: {sentence}")
    assert ended.stderr.count(b"\n") == 1


def test_rows_and_frames_are_exported_with_their_times(profile: Path, tmp_path: Path) -> None:
    record_lines(profile / "poems" / "20260103-000000-000000-cccc3333", [b"one\ntw", b"o\n"])

    def exported(name: str, *more: str) -> str:
        ended = run("recordings", "export", "cccc3333", tmp_path / name, *more, "--profile", profile)
        assert ended.stdout.decode() == f"{tmp_path / name}: {(tmp_path / name).stat().st_size:,} bytes\n"
        return (tmp_path / name).read_text("utf-8")

    assert exported("a.txt") == "0.001000 s  one\n0.002000 s  two\n"
    assert exported("b.txt", "--times", "frame").splitlines()[1].split() == ["+1", "ms", "two"]
    assert exported("c.txt", "--times", "day").startswith(of_day_text(CLOCK, 1000))
    told = [json.loads(line) for line in exported("d.jsonl", "--frames").splitlines()]
    assert [(each["event"], each.get("text"), each.get("wire")) for each in told] == [
        ("frame", "one", [0, 4]),
        ("frame", "two", [4, 8]),
        ("end", None, None),
    ]


def test_a_file_is_replaced_only_where_that_is_said(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.pcapng"
    file.write_bytes(b"mine")
    refused = run("recordings", "export", "aaaa1111", file, "--profile", profile)
    assert refused.returncode == 2
    assert b"is there already" in refused.stderr
    assert file.read_bytes() == b"mine"
    assert run("recordings", "export", "aaaa1111", file, "--force", "--profile", profile).returncode == 0
    assert file.read_bytes() != b"mine"


def test_what_is_to_be_forgotten_is_gone_and_nothing_else(profile: Path) -> None:
    ended = run("recordings", "forget", "aaaa1111", "--yes", "--profile", profile)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.startswith(b"Forgotten: aaaa1111 ")
    assert [path.name for path in (profile / "poems").iterdir()] == ["20260102-000000-000000-bbbb2222"]


@pytest.mark.parametrize("answer, is_kept", [(b"y", False), (b"", True), (b"no", True)])
def test_on_a_terminal_it_asks(profile: Path, answer: bytes, is_kept: bool) -> None:
    status, told = on_terminal("recordings", "forget", "aaaa1111", "--profile", profile, answers=[(b"[y/N]", answer)])
    assert (profile / "poems" / "20260101-000000-000000-aaaa1111").exists() == is_kept
    assert status == is_kept
    assert b"Kept: aaaa1111" in told if is_kept else b"Forgotten: aaaa1111" in told


def test_what_runs_or_is_not_the_profiles_is_not_forgotten(profile: Path, tmp_path: Path) -> None:
    begin(profile / "poems" / "20260103-000000-000000-cccc3333", [b"x"])
    running = run("recordings", "forget", "cccc3333", "--yes", "--profile", profile)
    assert running.returncode == 2
    assert b"it still runs, or the program died" in running.stderr
    elsewhere = record(tmp_path / "elsewhere", [b"x"])
    foreign = run("recordings", "forget", elsewhere, "--yes", "--profile", profile)
    assert foreign.returncode == 2
    assert b"not among this profile's recordings" in foreign.stderr
    assert elsewhere.exists()


@pytest.mark.parametrize("answer, is_kept", [(b"y", False), (b"", True)])
def test_what_was_sent_is_forgotten_after_a_question(tmp_path: Path, answer: bytes, is_kept: bool) -> None:
    folder = tmp_path / "profile" / "poems" / "20260101-000000-000000-aaaa1111"
    writer = begin(folder, [VERSES])
    writer.sent(b"password", 5000)
    writer.end(Ended(Outcome.COMPLETE, "the server closed the connection"))
    _, told = on_terminal(
        "recordings", "forget", "--sent", "aaaa1111", "--profile", tmp_path / "profile", answers=[(b"[y/N]", answer)]
    )
    assert b"Forget what was sent in aaaa1111" in told
    assert (b"Forgotten: 8 bytes sent in aaaa1111" in told) is not is_kept
    assert (b"password" in (folder / "log.000").read_bytes()) is is_kept
    assert Recording.existing(folder).wire(0, 99) == VERSES


def test_a_recording_is_marked_as_kept_and_listed_as_such_until_the_mark_is_taken_away(profile: Path) -> None:
    def kept() -> tuple[str, str]:
        ended = run("recordings", "list", "--kept", "--profile", profile)
        assert ended.returncode == 0
        return ended.stdout.decode(), ended.stderr.decode()

    assert kept() == ("", "No recording is marked as kept.\n")
    marked = run("recordings", "keep", "aaaa1111", "bbbb2222", "aaaa1111", "--profile", profile)
    assert marked.returncode == 0
    assert marked.stdout.decode().splitlines() == [
        "Marked as kept: 20260101-000000-000000-aaaa1111",
        "Marked as kept: 20260102-000000-000000-bbbb2222",
    ]
    run("recordings", "keep", "--no-longer", "bbbb2222", "--profile", profile)
    told, _ = kept()
    assert told.count("\n") == 1
    assert told.startswith("aaaa1111 ")
    assert told.endswith("a server (127.0.0.1:7): marked as kept\n")
