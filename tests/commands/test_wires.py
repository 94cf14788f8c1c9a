"""``get --pcapng``: what comes, as packets, while it does."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.capture_reader import read_capture
from poetrygui.recordings.tcp_segments import Segment, tcp_segment
from tests.commands.running import run, start
from tests.commands.senders import sending
from tests.commands.terminal import on_terminal
from tests.commands.test_get import closed_port
from tests.recordings.handed_on import imported
from tests.surroundings import PATIENCE

VERSES = b"3:one,4:two\n,5:three,"


def wires_in(data: bytes, folder: Path) -> list[bytes]:
    found = []
    for made in imported(data, folder / "poems"):
        recording = Recording.existing(made.folder)
        found.append(recording.wire(0, 10_000_000))
        recording.close()
    return found


def test_a_file_gets_it_beside_the_poem(tmp_path: Path) -> None:
    with sending(VERSES) as address:
        ended = run("get", address, "--protocol", "netstring", "--pcapng", tmp_path / "a.pcapng")
    assert (ended.returncode, ended.stdout) == (0, b"one\ntwo\nthree\n")
    (made,) = imported((tmp_path / "a.pcapng").read_bytes(), tmp_path / "poems")
    assert (made.info.address, made.info.peer, made.info.protocol) == (address, address, "netstring")
    assert made.info.ended is not None
    assert (made.info.ended.outcome, made.info.ended.frames) == ("complete", 3)
    assert wires_in((tmp_path / "a.pcapng").read_bytes(), tmp_path) == [VERSES]


def test_standard_output_gets_it_instead_of_poems(tmp_path: Path) -> None:
    with sending(VERSES) as one, sending(VERSES[6:]) as other:
        ended = run("get", one, other, "--protocol", "netstring", "--pcapng", "-")
    assert ended.returncode == 0
    assert sorted(wires_in(ended.stdout, tmp_path)) == sorted([VERSES, VERSES[6:]])
    assert ended.stderr.count(b"complete, ") == 2


def test_each_chunk_goes_out_while_more_may_come(tmp_path: Path) -> None:
    arguments = ["get", "--protocol", "netstring", "--pcapng", "-"]
    with (
        sending(VERSES, then="silence") as address,
        start(*arguments, address, stderr=subprocess.DEVNULL) as process,
    ):
        try:
            assert process.stdout is not None
            data = b""
            while VERSES not in data:
                data += os.read(process.stdout.fileno(), 65536)
            # All of it is whole packets by then, though nothing has ended.
            segments = [tcp_segment(packet) for packet in read_capture(io.BytesIO(data))]
            assert [each.payload for each in segments if isinstance(each, Segment) and each.payload] == [VERSES]
            process.terminate()
            data += process.communicate(timeout=PATIENCE)[0]
        finally:
            process.kill()
    assert wires_in(data, tmp_path) == [VERSES]


@pytest.mark.skipif(shutil.which("tshark") is None, reason="Wireshark's own reader is not here")
def test_a_pipe_leads_into_wireshark() -> None:
    with sending(VERSES) as address:
        getting = start("get", address, "--protocol", "netstring", "--pcapng", "-", stderr=subprocess.DEVNULL)
        shown = subprocess.run(
            ["tshark", "-r", "-", "-q", "-z", "follow,tcp,raw,0"],
            stdin=getting.stdout,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
            encoding="ascii",
        )
        assert getting.stdout is not None
        getting.stdout.close()
        assert getting.wait(PATIENCE) == 0
    assert f"\t{VERSES.hex()}\n" in shown.stdout


def test_a_pipe_with_a_name_gets_it_and_who_leaves_ends_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (
        sending(b"x" * 1000, then="more") as address,
        start("get", address, "--pcapng", tmp_path / "pipe", stdout=subprocess.DEVNULL) as getting,
    ):
        with (tmp_path / "pipe").open("rb") as reader:
            assert next(read_capture(reader)).number == 1
        _, told = getting.communicate(timeout=PATIENCE)
    assert getting.returncode == 1
    assert f"Whoever read {tmp_path / 'pipe'} has gone.".encode() in told


def test_nobody_who_listens_is_in_it_too(tmp_path: Path) -> None:
    ended = run("get", closed_port(), "--pcapng", tmp_path / "a.pcapng")
    assert ended.returncode == 1
    (made,) = imported((tmp_path / "a.pcapng").read_bytes(), tmp_path / "poems")
    assert made.info.ended is not None
    assert made.info.ended.outcome == "refused"


def test_what_cannot_be_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"mine")
    for arguments, sentence in (
        (["--pcapng", "-", "--jsonl"], "Give either --pcapng - or --jsonl"),
        (["--pcapng", tmp_path / "there"], "is there already"),
        (["--record", tmp_path / "there.poemrec", "127.0.0.1:2"], "--record is for one address"),
        (["--record", tmp_path / "there"], "is of no format"),
    ):
        ended = run("get", "127.0.0.1:1", *arguments)
        assert (ended.returncode, ended.stdout) == (2, b"")
        assert sentence.encode() in ended.stderr
        assert ended.stderr.count(b"\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_terminal_is_spared_the_packets() -> None:
    status, told = on_terminal("get", "127.0.0.1:1", "--pcapng", "-")
    assert status == 2
    assert b"a terminal shows no packets" in told


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with sending(VERSES) as address:
        ended = run("get", address, "--pcapng", tmp_path / "nowhere" / "a.pcapng")
    assert ended.returncode == 1
    assert b"could not be written: No such file or directory." in ended.stderr
