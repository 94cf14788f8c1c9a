"""One stream of verse through every contestant, in turns."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from attrs import frozen

from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import ContestantError, environment, folder, processor_of_children, run_module, sender

MIB = 1024 * 1024
GIB = 1024 * MIB

DISCARDING = "socket loop, discarding"
NETCAT = "nc > file"
NCAT = "ncat > file"
SOCAT = "socat -b 1048576 > file"
LIMIT = "recv, write and count"
CORE = "this program's core"
WINDOW = "this program's window"
APPENDING = "QPlainTextEdit.appendPlainText"


class Taken(NamedTuple):
    """How long one took, by the clock and, where that is known, of the processor, in seconds."""

    seconds: float
    processor: float | None = None


@frozen
class Contestant:
    """Who receives, how much of the stream, in how many of the rounds, and how: what it took for a port."""

    name: str
    size: int
    rounds: int
    run: Callable[[int, int], Taken]


def contestants(quick: bool) -> list[Contestant]:
    """Return who takes part; the slow ones get less, in all honesty: their rate falls with the size."""
    size, rounds = (GIB // 2, 3) if quick else (GIB, 5)
    few = 1 if quick else 2
    gathered = 16 if quick else 32
    found = [
        Contestant(DISCARDING, size, rounds, _module("contestants.raw_socket")),
        Contestant("Twisted on epoll, discarding", size, rounds, _module("contestants.twisted_discard", "epoll")),
        Contestant("this program's reactor, discarding", size, rounds, _module("contestants.twisted_discard", "qt")),
        Contestant(
            "qt-reactor, discarding",
            size,
            rounds,
            _module("contestants.twisted_discard", "qt", POETRYGUI_REACTOR="qt-reactor"),
        ),
        Contestant(LIMIT, size, rounds, _limit),
        Contestant(CORE, size, rounds, _core("raw")),
        Contestant(f"{CORE}, cutting lines", size, rounds, _core("lines")),
        Contestant(WINDOW, size, rounds, _window("raw")),
        Contestant(f"{WINDOW}, cutting lines", size, rounds, _window("lines")),
        Contestant(APPENDING, 16 * MIB, few, _module("contestants.append_plain_text")),
        Contestant(f"poem += data, {gathered} MiB", gathered * MIB, few, _module("contestants.gather")),
        Contestant(f"poem += data, {2 * gathered} MiB", 2 * gathered * MIB, 1, _module("contestants.gather")),
    ]
    peers = {NETCAT: netcat, NCAT: ncat, SOCAT: socat}
    there = [Contestant(name, size, rounds, run) for name, run in peers.items() if shutil.which(name.split()[0])]
    return [*found[:4], *there, *found[4:]]


def stream(quick: bool) -> list[Figure]:
    """Return each contestant's rate, and the ratios that have a goal."""
    taking_part = contestants(quick)
    rates: dict[str, list[float]] = {each.name: [] for each in taking_part}
    processor: dict[str, list[float]] = {each.name: [] for each in taking_part}
    loads: list[float] = []
    for turn in range(max(each.rounds for each in taking_part)):
        for each in taking_part:
            if turn < each.rounds:
                with sender("size", size=each.size) as port:
                    taken = each.run(port, each.size)
                rates[each.name].append(each.size / taken.seconds / 1e6)
                if taken.processor is not None:
                    processor[each.name].append(taken.processor / each.size * GIB)
                loads.append(os.getloadavg()[0])
    medians = {name: median(values) for name, values in rates.items()}
    row = "one TCP stream"
    window = medians[WINDOW]
    figures = [
        Figure(
            row,
            each.name,
            medians[each.name],
            "MB/s",
            note=f"{each.size // MIB:,} MiB, median of {each.rounds}; {medians[each.name] / window:.3g} × window"
            + (f"; CPU {median(processor[each.name]):.2g} s a GiB" if processor[each.name] else ""),
        )
        for each in taking_part
    ]
    figures.append(Figure(row, "window / socket loop", window / medians[DISCARDING], "×", 0.35, "≥"))
    load = f"load {min(loads):.1f} to {max(loads):.1f}: more than four is a noisy run"
    limit, core = median(processor[LIMIT]), median(processor[CORE])
    figures.append(Figure(row, f"core / {LIMIT}, CPU", core / limit, "×", 1.6, note=load))
    peers = {name: medians[name] for name in (NETCAT, NCAT, SOCAT) if name in medians}
    if peers:
        best = max(peers, key=lambda name: peers[name])
        figures.append(Figure(row, f"window / {best}", window / peers[best], "×", 1.0, "≥", note=load))
    lines = medians[f"{WINDOW}, cutting lines"]
    figures.append(Figure(row, "window, cutting lines / raw", lines / window, "×", 0.6, "≥", note=load))
    figures.append(Figure(row, "window / appendPlainText", window / medians[APPENDING], "×", 50.0, "≥"))
    return figures


def _module(name: str, *arguments: str, **variables: str) -> Callable[[int, int], Taken]:
    def run(port: int, size: int) -> Taken:
        return _received(run_module(name, *arguments, port, **variables), size)

    return run


def _limit(port: int, size: int) -> Taken:
    with folder() as path:
        return _received(run_module("contestants.stored_and_counted", port, path), size)


def _core(protocol: str) -> Callable[[int, int], Taken]:
    def run(port: int, size: int) -> Taken:
        with folder() as path:
            return _checked(run_module("contestants.core", port, protocol, path), size, protocol)

    return run


def _window(protocol: str) -> Callable[[int, int], Taken]:
    def run(port: int, size: int) -> Taken:
        with folder() as path:
            return _checked(run_module("windowed.stream", path, protocol, port), size, protocol)

    return run


def _received(result: dict[str, Any], size: int) -> Taken:
    if result["bytes"] != size:
        raise ContestantError(f"{result['bytes']:,} of {size:,} bytes came")
    return _taken(result)


def _taken(result: dict[str, Any]) -> Taken:
    return Taken(float(result["seconds"]), result.get("processor"))


def _checked(result: dict[str, Any], size: int, protocol: str) -> Taken:
    # Only what came whole counts; the newlines that `lines` cuts off are frames.
    whole = result["bytes"] + (result["frames"] - 1 if protocol == "lines" else 0)
    if result["outcome"] != "complete" or whole != size:
        raise ContestantError(f"{whole:,} of {size:,} bytes came: {result}")
    return _taken(result)


def netcat(port: int, size: int) -> Taken:
    """Receive by nc, into a file."""
    return _received_by(["nc", "127.0.0.1", str(port)], size)


def ncat(port: int, size: int) -> Taken:
    """Receive by ncat, into a file."""
    return _received_by(["ncat", "--recv-only", "127.0.0.1", str(port)], size)


def socat(port: int, size: int) -> Taken:
    """Receive by socat in large pieces, into a file."""
    return _received_by(["socat", "-u", "-b", "1048576", f"TCP:127.0.0.1:{port}", "-"], size)


def _received_by(command: list[str], size: int) -> Taken:
    with folder() as path, (path / "poem").open("wb") as file:
        begun, cpu = time.perf_counter(), processor_of_children()
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            env=environment(),
            check=True,
            timeout=240,
        )
        taken = Taken(time.perf_counter() - begun, processor_of_children() - cpu)
        if (path / "poem").stat().st_size != size:
            raise ContestantError(f"{command[0]} did not write everything")
        return taken
