"""``poetrygui relay`` as a user runs it: where it listens is told first, a signal ends it, and memory stays flat."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path

from tests.commands.running import background, run
from tests.commands.senders import sending
from tests.surroundings import PATIENCE

VERSE = b"Tyger Tyger, burning bright,\nIn the forests of the night;\n"


def test_it_runs_until_it_is_interrupted(tmp_path: Path) -> None:
    with (
        sending(VERSE) as address,
        background("relay", "0", address, "--protocol", "lines", "--profile", tmp_path) as process,
    ):
        assert process.stderr is not None
        told = process.stderr.readline().decode()
        found = re.fullmatch(rf"Relaying (127\.0\.0\.1):(\d+) to {address}\n", told)
        assert found is not None, told
        with socket.create_connection((found[1], int(found[2])), PATIENCE) as client:
            name = f"127.0.0.1:{client.getsockname()[1]}"
            came = b""
            while piece := client.recv(1000):
                came += piece
        assert came == VERSE
        ends = [process.stderr.readline().decode() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=PATIENCE)
    assert (process.returncode, rest) == (0, b"")
    assert out.decode() == "".join(f"{name} < {line}\n" for line in VERSE.decode().splitlines())
    assert all(end.startswith(name) and "complete" in end for end in ends)
    listed = run("recordings", "list", "--profile", tmp_path).stdout.decode()
    assert len(listed.splitlines()) == 2


def test_its_recordings_run_as_long_as_it_does(tmp_path: Path) -> None:
    """They seemed to be those of a program that had died, and a window noted that."""
    with (
        sending(VERSE, then="silence") as address,
        background("relay", "0", address, "--protocol", "lines", "--profile", tmp_path) as process,
    ):
        assert process.stderr is not None
        assert process.stdout is not None
        port = int(process.stderr.readline().decode().split()[1].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), PATIENCE):
            process.stdout.readline()
            listed = run("recordings", "list", "--profile", tmp_path).stdout.decode().splitlines()
            assert [line.split()[5] for line in listed] == ["running"] * 2
            (name, *_), _ = (line.split() for line in listed)
            refused = run("recordings", "forget", name, "--yes", "--profile", tmp_path)
            assert refused.returncode == 2
            assert b"is being recorded: stop the program that does, first." in refused.stderr
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    listed = run("recordings", "list", "--profile", tmp_path).stdout.decode().splitlines()
    assert "running" not in "".join(listed)


def test_memory_stays_flat_with_a_client_that_is_stuck(tmp_path: Path) -> None:
    with (
        sending(VERSE * 1000, then="more") as address,
        background("relay", "0", address, "--protocol", "lines", "--profile", tmp_path, "--quiet") as process,
    ):
        assert process.stderr is not None
        port = int(process.stderr.readline().decode().split()[1].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as client:
            taken = 0
            buffer = bytearray(1 << 20)
            while taken < 48_000_000:
                taken += client.recv_into(buffer)
            before = resident(process.pid)
            # From here on it is stuck: all that stands between is full when no more is written to disk.
            settled = -1
            while (size := on_disk(tmp_path)) != settled:
                settled = size
                run("--version")  # a while in which a relay that kept on reading would have read on
            assert resident(process.pid) - before < 32_000_000
            assert settled < taken + 64_000_000


def resident(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no such line")


def on_disk(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
