"""Pipes that are slow, full, blocked, closed or not there: all bytes, or a plain end, and never a traceback."""

from __future__ import annotations

import hashlib
import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.commands.piped import LINE, started
from tests.commands.running import COMMAND, events
from tests.commands.senders import sending
from tests.surroundings import PATIENCE


@pytest.mark.parametrize("arguments", [[], ["--jsonl"], ["--trace"]])
def test_a_reader_of_both_streams_who_leaves_ends_it(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    with (
        sending(LINE, then="more") as address,
        started(["get", address, *arguments], stdout=writing, stderr=writing) as process,
    ):
        os.close(writing)
        assert os.read(reading, 1)
        os.close(reading)
        assert process.wait(PATIENCE) == 1


@pytest.mark.parametrize("which", ["stdout", "stderr"])
def test_a_reader_who_leaves_is_noticed_though_nothing_comes(which: str) -> None:
    reading, writing = os.pipe()
    other = {"stdout": "stderr", "stderr": "stdout"}[which]
    with (
        sending(LINE, then="silence") as address,
        started(["get", address, "--trace"], **{which: writing, other: subprocess.PIPE}) as process,
    ):
        os.close(writing)
        assert os.read(reading, 1)
        os.close(reading)
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 1
        assert b"Traceback" not in (told or b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_reader_gets_all_though_signals_cut_each_write(unbuffered: str) -> None:
    data = LINE * 40_000
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with (
        sending(data) as address,
        subprocess.Popen([*COMMAND, "get", address, "--jsonl"], stdout=subprocess.PIPE, env=environment) as process,
    ):
        assert process.stdout is not None
        got = b""
        while piece := os.read(process.stdout.fileno(), 4096):
            got += piece
            # A signal that the reactor hears cuts a write that is waiting for this reader.
            process.send_signal(signal.SIGCHLD)
    (end,) = events(got, "end")
    assert end["outcome"] == "complete"
    assert "".join(each["text"] for each in events(got, "part")).encode() == data
    assert end["sha256"] == hashlib.sha256(data).hexdigest()
    assert process.returncode == 0


def test_a_pipe_that_never_waits_gets_all() -> None:
    data = LINE * 40_000
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with sending(data) as address, started(["get", address], stdout=writing, stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            assert pipe.read() == data
        assert process.wait(PATIENCE) == 0


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize(
    "arguments", [["get", "{address}"], ["get", "{address}", "--jsonl"], ["protocols"], ["--help"], ["serve", __file__]]
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_output_that_is_full_is_told_in_a_line(arguments: list[str], unbuffered: str) -> None:
    with sending(LINE) as address, FULL.open("wb") as full:
        given = [argument.format(address=address) for argument in arguments]
        environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        got = subprocess.run(
            [*COMMAND, *given], stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE, check=False, env=environment
        )
    assert got.returncode == 1
    (line,) = got.stderr.splitlines()
    assert b"Standard output cannot be written: No space left on device." in line


@pytest.mark.parametrize("closed, told", [(">&-", 1), ("2>&-", 0), (">&- 2>&-", 0), ("<&- >&- 2>&-", 0)])
@pytest.mark.parametrize("arguments", ["get {address}", "protocols", "--help", "get nowhere"])
def test_streams_that_were_closed(arguments: str, closed: str, told: int) -> None:
    with sending(LINE) as address:
        command = " ".join([shlex.join(COMMAND), arguments.format(address=address), closed])
        got = subprocess.run(["sh", "-c", command], capture_output=True, timeout=PATIENCE, check=False)
    assert len(got.stderr.splitlines()) == told
    assert b"Traceback" not in got.stderr
    if arguments == "get nowhere":
        assert got.returncode == 2
    else:
        assert got.returncode == (1 if ">&-" in closed.split() else 0)


def test_a_reader_who_takes_his_time_is_no_silence_of_the_server() -> None:
    with (
        sending(LINE, then="more") as address,
        started(["get", address, "--timeout", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        assert os.read(process.stdout.fileno(), 1)
        time.sleep(1.5)  # what the reader does meanwhile
        got = 0
        while got < 50_000_000:
            piece = os.read(process.stdout.fileno(), 1 << 20)
            assert piece, "it has ended"
            got += len(piece)
        process.stdout.close()
        assert process.wait(PATIENCE) == 1
        assert process.stderr.read() == b""
        process.stderr.close()
