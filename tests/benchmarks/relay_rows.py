"""Standing between a sender and a reader: this program's relay, with recording and framing, beside socat."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.contest import MIB
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import ROOT, ContestantError, environment, folder, run_module, sender

_BLOCKS = (4 * 1024, 64 * 1024, 4 * MIB)
"""Bytes that the sender gives the system at a time."""
_TICKS = os.sysconf("SC_CLK_TCK")


class _Passed(NamedTuple):
    """How long the reader took, and what the processor gave to whoever stood between, in seconds."""

    seconds: float
    processor: float


def relayed(quick: bool) -> list[Figure]:
    """A stream of lines through one who stands between, in turns; the rate of the one as a part of the other's."""
    if shutil.which("socat") is None:
        return []
    size, rounds = (128 * MIB, 3) if quick else (512 * MIB, 7)
    figures = []
    for block in _BLOCKS:
        with sender("size", size=size, block=block) as port, folder() as path:
            turns = [(_socat(port, size), _relay(port, size, path / str(turn))) for turn in range(rounds)]
        ratio = median([theirs.seconds / ours.seconds for theirs, ours in turns])
        ours, theirs = (
            f"{size / median([turn[at].seconds for turn in turns]) / 1e6:,.0f} MB/s at"
            f" {median([turn[at].processor for turn in turns]) / size * 1024 * MIB:.2g} s of the processor a GiB"
            for at in (1, 0)
        )
        what = f"lines, recorded, {block // 1024:,} KiB sent at a time: rate / socat -b 1M"
        note = f"{ours}, socat {theirs}, load {os.getloadavg()[0]:.1f}"
        figures.append(Figure("relay", what, ratio, "×", 0.5, "≥", note=note))
    return figures


def _socat(port: int, size: int) -> _Passed:
    command = ["socat", "-d", "-d", "-b", str(MIB), "TCP-LISTEN:0,bind=127.0.0.1", f"TCP:127.0.0.1:{port}"]
    return _between(command, re.compile(r"listening on .*:(\d+)"), size)


def _relay(port: int, size: int, profile: Path) -> _Passed:
    asked = ["--protocol", "lines", "--quiet", "--clients", "1", "--profile", str(profile)]
    command = [sys.executable, "-m", "poetrygui", "relay", "0", str(port), *asked]
    return _between(command, re.compile(r"Relaying \S*:(\d+) to"), size)


def _between(command: list[str], told: re.Pattern[str], size: int) -> _Passed:
    """Run what stands between until all has gone through; it tells its port on standard error."""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None
            found = next(filter(None, map(told.search, process.stderr)), None)
            if found is None:
                raise ContestantError(f"{command[0]} does not listen")
            before = _seconds_of(process.pid)
            result = run_module("contestants.raw_socket", found[1])
            processor = _until_it_ends(process) - before
        finally:
            process.kill()
    if result["bytes"] != size:
        raise ContestantError(f"{command[0]} passed {result['bytes']:,} of {size:,} bytes on")
    return _Passed(result["seconds"], processor)


def _seconds_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _until_it_ends(process: subprocess.Popen[str]) -> float:
    """Wait for a process, and return what the processor gave to it."""
    assert process.stderr is not None
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime
