"""The benchmarks: ``make bench``, or ``make bench ARGS="--quick"``, ``ARGS="--only stream gaps"``.

Every contestant is a process of its own, the sender another; contestants take turns within one run, and figures are
medians. What is printed beside a figure is its goal, and whether it was met. Results go to a folder: ``results.md``,
``results.json`` and ``chart.png``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import attrs

from tests.benchmarks import (
    connection_rows,
    framed_rows,
    getting_rows,
    host_rows,
    reading_rows,
    recording_rows,
    relay_rows,
    report,
    rows,
    stranger_rows,
)
from tests.benchmarks.before_recordings import before_recordings
from tests.benchmarks.contest import stream
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import ROOT, ContestantError, raise_descriptor_limit
from tests.benchmarks.recording_cost import recording_cost

ROWS: dict[str, Callable[[bool], list[Figure]]] = {
    "stream": stream,
    "growth": rows.growth,
    "gaps": rows.gaps,
    "slow_disk": rows.slow_disk,
    "floods": rows.floods,
    "shapes": rows.shapes,
    "connections": connection_rows.connections,
    "getting": getting_rows.getting,
    "places": rows.places,
    "first_chunk": rows.first_chunk,
    "find": rows.find,
    "finding": reading_rows.finding,
    "filtering": reading_rows.filtering,
    "reopening": reading_rows.reopening,
    "framing": rows.framing,
    "tiny_frames": rows.tiny_frames,
    "frames_of_verse": framed_rows.frames_of_verse,
    "many_tiny_frames": framed_rows.many_tiny_frames,
    "strangers": stranger_rows.strangers,
    "hosted": host_rows.hosted,
    "second_chance": host_rows.second_chance,
    "idle": rows.idle,
    "cold_start": rows.cold_start,
    "reactor": rows.reactor,
    "log_places": recording_rows.log_places,
    "screen_edges": recording_rows.screen_edges,
    "ruler": recording_rows.ruler,
    "reframing": recording_rows.reframing,
    "differences": recording_rows.differences,
    "replaying": recording_rows.replaying,
    "recorded_gaps": recording_rows.recorded_gaps,
    "kills": recording_rows.kills,
    "recording_cost": recording_cost,
    "before_recordings": before_recordings,
    "relayed": relay_rows.relayed,
    "all_kept": rows.all_kept,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", nargs="+", choices=list(ROWS), default=list(ROWS), metavar="NAME", help=", ".join(ROWS)
    )
    parser.add_argument("--quick", action="store_true", help="smaller sizes and fewer rounds, in about three minutes")
    parser.add_argument("--huge", action="store_true", help="let one poem grow to 16 GiB, too")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "benchmarks", metavar="FOLDER")
    parser.add_argument("--publish", action="store_true", help="write to resources/benchmarks and into README.md")
    arguments = parser.parse_args()
    if arguments.publish:
        arguments.output = ROOT / "resources" / "benchmarks"
    raise_descriptor_limit()
    sized = {
        "growth": partial(rows.growth, huge=arguments.huge),
        "all_kept": partial(rows.all_kept, huge=arguments.huge),
    }
    measured: dict[str, Callable[[bool], list[Figure]]] = {**ROWS, **sized}
    machine = report.machine()
    print(", ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
    figures: list[Figure] = []
    failed = 0
    for name in arguments.only:
        begun = time.perf_counter()
        try:
            found = measured[name](arguments.quick)
        except (ContestantError, TimeoutError) as error:
            failed += 1
            print(f"{name}: {error}", file=sys.stderr, flush=True)
            continue
        figures += found
        print("\n".join(report.lines(found)), flush=True)
        print(f"  ({name}: {time.perf_counter() - begun:.0f} s)", flush=True)
    write(figures, machine, arguments.output)
    if arguments.publish:
        about = ", ".join(f"{name} {value}" for name, value in machine.items())
        report.publish(figures, about, ROOT / "README.md")
    goals = [figure for figure in figures if figure.goal is not None]
    print(f"{sum(bool(figure.is_met) for figure in goals)} of {len(goals)} goals met; written to {arguments.output}")
    return 1 if failed else 0


def write(figures: list[Figure], machine: dict[str, str], folder: Path) -> None:
    """Write the results as Markdown, JSON and a chart."""
    folder.mkdir(parents=True, exist_ok=True)
    about = ", ".join(f"{name} {value}" for name, value in machine.items())
    (folder / "results.md").write_text(f"{about}\n\n{report.markdown(figures)}", "utf-8")
    content = {"machine": machine, "figures": [attrs.asdict(figure) | {"met": figure.is_met} for figure in figures]}
    (folder / "results.json").write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    try:
        from tests.benchmarks.chart import draw

        draw(figures, folder / "chart.png", about)
    except ImportError:
        print("no chart: matplotlib is not installed", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
