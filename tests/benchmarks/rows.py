"""The rows of the table of goals, beside the contest of one stream: a function for each, of bounded size and time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from typing import Any

from tests.benchmarks import bench_framing, bench_reactor
from tests.benchmarks.contest import GIB, MIB, netcat
from tests.benchmarks.figures import Figure, median
from tests.benchmarks.processes import ROOT, environment, folder, run_module, sender

_RATE = 500e6  # bytes a second
_SPARE = 20.0  # seconds that a sender sends for longer than is measured


def growth(quick: bool, huge: bool = False) -> list[Figure]:
    """Time for each GiB as the poem grows, and memory at 4 GiB.

    With ``huge`` also at 16 GiB. Of 4 GiB and more the last one stays on disk, since the system makes whoever writes
    faster than the disk wait from some 2 GiB on; for that there is :func:`all_kept`.
    """
    sizes = [GIB // 4, GIB] if quick else [GIB // 4, GIB, 4 * GIB]
    if huge:
        sizes.append(16 * GIB)
    seconds: dict[int, list[float]] = {size: [] for size in sizes}
    large: dict[str, Any] = {}
    # What takes a sixth of a second is measured more often than what takes nine, but all through the same minutes.
    turn = [GIB // 4, GIB, GIB // 4, *sizes[2:], GIB // 4, GIB, GIB // 4]
    for size in turn * (1 if quick else 5):
        # What ran before decides how quickly memory is to be had: each begins after the same.
        _stream(GIB // 4)
        result = _stream(size, *(["--forget"] if size > GIB else []))
        seconds[size].append(result["seconds"] * GIB / size)
        if size == min(sizes[-1], 4 * GIB):
            large = result
    medians = {size: median(values) for size, values in seconds.items()}
    figures = [
        Figure("growth", f"{size / GIB:g} GiB, time per GiB", value, "s", note=f"median of {len(seconds[size])}")
        for size, value in medians.items()
    ]
    spread = max(medians.values()) / min(medians.values())
    name = f"{large['bytes'] / GIB:g} GiB"
    return [
        *figures,
        Figure("growth", "slowest / fastest size", spread, "×", 1.15),
        Figure("memory", "growth per GiB received", large["growth"], "MiB", 1.0),
        Figure(
            "memory",
            f"most resident up to {name}",
            large["resident"] * MIB / 1e6,
            "MB",
            130.0,
            note=f"{large['resident_before'] * MIB / 1e6:.0f} MB before the fetch",
        ),
    ]


def _stream(size: int, *options: str) -> dict[str, Any]:
    with sender("size", size=size) as port, folder() as path:
        return run_module("windowed.stream", path, "raw", port, *options)


def all_kept(quick: bool, huge: bool = False) -> list[Figure]:
    """Time for each GiB of more than the system holds back from the disk, beside netcat.

    It comes last: the machine is not itself for a while after.
    """
    size = GIB if quick else 16 * GIB if huge else 4 * GIB
    ours = _stream(size)["seconds"]
    note = ""
    if shutil.which("nc"):
        with sender("size", size=size) as port:
            note = f"nc > file {netcat(port, size).seconds * GIB / size:.3g} s: the disk's own pace"
    return [Figure("all kept on disk", f"{size / GIB:g} GiB, time per GiB", ours * GIB / size, "s", note=note)]


def _gaps(quick: bool, *options: object, shape: str = "verse", rate: float = _RATE) -> list[dict[str, Any]]:
    seconds = 3 if quick else 4
    runs = []
    for _ in range(_runs(quick)):
        with sender("rate", rate=rate, seconds=seconds + _SPARE, shape=shape) as port, folder() as path:
            runs.append(run_module("windowed.gaps", path, port, "--seconds", seconds, *options))
    return runs


def _runs(quick: bool) -> int:
    """Return in how many runs a window's worst moments are looked for: some are the system's, but not in each run."""
    return 1 if quick else 3


def _gap_figures(row: str, runs: list[dict[str, Any]], p99: float, p999: float | None = None) -> list[Figure]:
    """Return the medians of several runs, and the longest gap of all of them."""
    found = [run["gaps"] for run in runs]
    note = f"{median([run['rate'] for run in runs]):,.0f} MB/s arrived; "
    note += f"longest {max(gaps['longest'] for gaps in found):.0f} ms, {sum(gaps['count'] for gaps in found):,} gaps"
    if len(runs) > 1:
        note += f" in {len(runs)} runs"
    figures = [Figure(row, "gap p99", median([gaps["p99"] for gaps in found]), "ms", p99, note=note)]
    if p999 is not None:
        figures.append(Figure(row, "gap p99.9", median([gaps["p999"] for gaps in found]), "ms", p999))
    return figures


def _largest_backlog(runs: list[dict[str, Any]]) -> float:
    return max(float(run["backlog"]) for run in runs)


def gaps(quick: bool) -> list[Figure]:
    """How long Qt's events wait while 500 MB/s stream."""
    runs = _gaps(quick)
    backlog = Figure("memory", "largest backlog", _largest_backlog(runs), "MiB", 33.0)
    return [*_gap_figures("while 500 MB/s stream", runs, 8.0, 16.0), backlog]


def slow_disk(quick: bool) -> list[Figure]:
    """The same with a disk that blocks."""
    return _gap_figures("with a disk that blocks 100 ms every 64 MiB", _gaps(quick, "--slow-disk"), 16.0)


def floods(quick: bool) -> list[Figure]:
    """Two hundred servers that send as fast as they can."""
    runs = _gaps(quick, "--connections", 200, rate=0.0)
    row = "200 floods at once"
    return [
        *_gap_figures(row, runs, 25.0),
        Figure(row, "least share / fair share", min(run["least_share"] for run in runs), "×", 0.5, "≥"),
        Figure(row, "largest share / fair share", max(run["largest_share"] for run in runs), "×", 2.0),
        Figure(row, "largest backlog", _largest_backlog(runs), "MiB", 33.0),
    ]


def shapes(quick: bool) -> list[Figure]:
    """Streams that are not like verse."""
    figures = []
    for shape, p99 in (("endless_line", 8.0), ("long_lines", 8.0), ("empty_lines", 8.0), ("random_bytes", 16.0)):
        # Random bytes have one goal only.
        figures += _gap_figures(shape.replace("_", " "), _gaps(quick, shape=shape), p99, None if p99 > 8 else 16.0)
    return figures


def places(quick: bool) -> list[Figure]:
    """Any place of a large poem."""
    size = GIB if quick else 4 * GIB
    with sender("size", size=size) as port, folder() as path:
        result = run_module("windowed.places", path, port)
    row = f"any place in {size // GIB} GiB, painted"
    return [Figure(row, f"{what}, p99", result[what], "ms", 16.0) for what in ("byte", "line", "end")]


def first_chunk(quick: bool) -> list[Figure]:
    """A server's first line."""
    runs = []
    for _ in range(_runs(quick)):
        with sender("time") as port, folder() as path:
            runs.append(run_module("windowed.first_chunk", path, port))
    times = [each for run in runs for each in run["times"]]
    note = f"median {median(times):.2g} ms; longest {max(times):.0f} ms of {len(times)}"
    return [Figure("first chunk to pixels", "p99 of 30", median([run["p99"] for run in runs]), "ms", 33.0, note=note)]


def find(quick: bool) -> list[Figure]:
    """Finding a text at the end of a GiB."""
    runs = []
    for _ in range(_runs(quick)):
        with (
            sender("size", size=GIB) as port,
            sender("rate", rate=_RATE, seconds=60) as other,
            folder() as path,
        ):
            runs.append(run_module("windowed.find", path, port, other))
    row = "find over 1 GiB while 500 MB/s arrive"
    seconds = median([run["seconds"] for run in runs])
    return [Figure(row, "text at the end", seconds, "s", 1.0), *_gap_figures(row, runs, 16.0)]


def framing(quick: bool) -> list[Figure]:
    """The shipped protocols alone, on their worst input."""
    figures = []
    for case in bench_framing.cases():
        if case.name not in ("64 KiB of 0:,", "64 KiB of \\n"):
            continue
        ours, theirs = case.contestants[:2]
        taken: dict[Any, list[float]] = {ours: [], theirs: []}
        for _ in range(bench_framing.ROUNDS):
            for contestant, seconds in taken.items():
                seconds.append(bench_framing.measure(case, contestant)[0] * 1000)
        note = f"Twisted's {median(taken[theirs]):.3g} ms"
        figures.append(Figure("framing", case.name, median(taken[ours]), "ms", 30.0, note=note))
    return figures


def tiny_frames(quick: bool) -> list[Figure]:
    """Frames of one character, from the socket to the store."""
    figures = []
    for protocol, shape in (("lines", "tiny_lines"), ("netstring", "tiny_netstrings")):
        rates = []
        for _ in range(3):
            with sender("size", size=(8 if quick else 24) * MIB, shape=shape) as port, folder() as path:
                result = run_module("contestants.core", port, protocol, path)
            rates.append(result["frames"] / result["seconds"] / 1e6)
        figures.append(
            Figure("tiny frames, socket to store", protocol, median(rates), "million/s", 1.0, "≥", note="median of 3")
        )
    return figures


def idle(quick: bool) -> list[Figure]:
    """A window in which nothing happens."""
    seconds = 4 if quick else 10
    with sender("nothing") as port, folder() as path:
        result = run_module("windowed.idle", path, port, 50, seconds)
    row = "idle with 50 quiet connections"
    note = f"{result['cpu_ms']:.1f} ms of CPU"
    return [
        Figure(row, f"wake-ups in {seconds} s", result["wakes"], "", 0.0),
        Figure(row, f"CPU over {seconds} s", round(result["cpu_percent"], 1), "%", 0.0, note=note),
    ]


def cold_start(quick: bool) -> list[Figure]:
    """Starting, up to the window's first painting, with all files in the system's cache and all modules compiled."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(5 if quick else 21):
            bare.append(_start(compiled, "bare"))
            with tempfile.TemporaryDirectory() as path:
                ours.append(_start(compiled, "program", path))
    # The first of each has compiled them.
    ratio = median(ours[1:]) / median(bare[1:])
    note = f"{median(ours[1:]) * 1000:.0f} ms, bare {median(bare[1:]) * 1000:.0f} ms"
    return [Figure("cold start to a shown window", "ratio to a bare script", ratio, "×", 1.5, note=note)]


def _start(compiled: str, *arguments: str) -> float:
    # As an installed program has them, whatever is set here and whoever may write beside the sources.
    variables = environment(PYTHONPYCACHEPREFIX=compiled, PYTHONDONTWRITEBYTECODE="")
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.windowed.cold_start", *arguments],
        cwd=ROOT,
        env=variables,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return time.perf_counter() - begun


def reactor(quick: bool) -> list[Figure]:
    """The reactors side by side."""
    titles = {
        "bulk": "one bulk connection",
        "busy_1000": "1,000 busy connections",
        "busy_5000": "5,000 busy connections",
        "quiet_5000": "5,000 mostly quiet connections",
        "connects": "connects and closes",
        "chain": "chain of callLater(0)",
    }
    works = ["bulk", "quiet_5000", "connects"] if quick else list(titles)
    table = bench_reactor.medians(works, 1 if quick else 2)
    figures = []
    for work in works:
        title = titles[work]
        epoll, native, fallback = (table[work][name]["seconds"] for name in bench_reactor.REACTORS)
        note = f"epoll {epoll:.3g} s, ours {native:.3g} s, qt-reactor {fallback:.3g} s"
        figures.append(Figure("reactor", f"{title}, ours / epoll", native / epoll, "×", 1.15, note=note))
        if work in ("busy_5000", "quiet_5000"):
            figures.append(Figure("reactor", f"{title}, qt-reactor / ours", fallback / native, "×", 3.0, "≥"))
    return figures
