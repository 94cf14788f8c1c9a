"""One stream of verse through every contestant, in turns."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from typing import Any

from attrs import frozen

from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import ContestantError, environment, folder, run_module, sender

MIB = 1024 * 1024
GIB = 1024 * MIB

DISCARDING = "socket loop, discarding"
NETCAT = "nc > file"
WINDOW = "this program's window"
APPENDING = "QPlainTextEdit.appendPlainText"


@frozen
class Contestant:
    """Who receives, how much of the stream, in how many of the rounds, and how: seconds for a port."""

    name: str
    size: int
    rounds: int
    run: Callable[[int, int], float]


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
        Contestant("this program's core", size, rounds, _core("raw")),
        Contestant("this program's core, cutting lines", size, rounds, _core("lines")),
        Contestant(WINDOW, size, rounds, _window("raw")),
        Contestant(f"{WINDOW}, cutting lines", size, rounds, _window("lines")),
        Contestant(APPENDING, 16 * MIB, few, _module("contestants.append_plain_text")),
        Contestant(f"poem += data, {gathered} MiB", gathered * MIB, few, _module("contestants.gather")),
        Contestant(f"poem += data, {2 * gathered} MiB", 2 * gathered * MIB, 1, _module("contestants.gather")),
    ]
    if shutil.which("nc"):
        found.insert(4, Contestant(NETCAT, size, rounds, netcat))
    return found


def stream(quick: bool) -> list[Figure]:
    """Return each contestant's rate, and the ratios that have a goal."""
    taking_part = contestants(quick)
    rates: dict[str, list[float]] = {each.name: [] for each in taking_part}
    for turn in range(max(each.rounds for each in taking_part)):
        for each in taking_part:
            if turn < each.rounds:
                with sender("size", size=each.size) as port:
                    rates[each.name].append(each.size / each.run(port, each.size) / 1e6)
    medians = {name: median(values) for name, values in rates.items()}
    row = "one TCP stream"
    window = medians[WINDOW]
    figures = [
        Figure(
            row,
            each.name,
            medians[each.name],
            "MB/s",
            note=f"{each.size // MIB:,} MiB, median of {each.rounds}; {medians[each.name] / window:.3g} × window",
        )
        for each in taking_part
    ]
    figures.append(Figure(row, "window / socket loop", window / medians[DISCARDING], "×", 0.35, "≥"))
    if NETCAT in medians:
        figures.append(Figure(row, "window / nc > file", window / medians[NETCAT], "×", 1.0, "≥"))
    figures.append(Figure(row, "window / appendPlainText", window / medians[APPENDING], "×", 50.0, "≥"))
    return figures


def _module(name: str, *arguments: str, **variables: str) -> Callable[[int, int], float]:
    def run(port: int, size: int) -> float:
        result = run_module(name, *arguments, port, **variables)
        if result["bytes"] != size:
            raise ContestantError(f"{name} got {result['bytes']:,} of {size:,} bytes")
        return float(result["seconds"])

    return run


def _core(protocol: str) -> Callable[[int, int], float]:
    def run(port: int, size: int) -> float:
        with folder() as path:
            return _checked(run_module("contestants.core", port, protocol, path), size, protocol)

    return run


def _window(protocol: str) -> Callable[[int, int], float]:
    def run(port: int, size: int) -> float:
        with folder() as path:
            return _checked(run_module("windowed.stream", path, protocol, port), size, protocol)

    return run


def _checked(result: dict[str, Any], size: int, protocol: str) -> float:
    # Only what came whole counts; the newlines that `lines` cuts off are frames.
    whole = result["bytes"] + (result["frames"] - 1 if protocol == "lines" else 0)
    if result["outcome"] != "complete" or whole != size:
        raise ContestantError(f"{whole:,} of {size:,} bytes came: {result}")
    return float(result["seconds"])


def netcat(port: int, size: int) -> float:
    with folder() as path, (path / "poem").open("wb") as file:
        begun = time.perf_counter()
        subprocess.run(
            ["nc", "127.0.0.1", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            env=environment(),
            check=True,
            timeout=240,
        )
        seconds = time.perf_counter() - begun
        if (path / "poem").stat().st_size != size:
            raise ContestantError("nc did not write everything")
        return seconds
