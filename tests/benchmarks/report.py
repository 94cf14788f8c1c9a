"""The figures as tables: for a terminal, and in Markdown; and the machine that they are of."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.figures import Figure

_BEGIN, _END = "<!-- benchmarks -->", "<!-- end of benchmarks -->"


def machine() -> dict[str, str]:
    """Say what all this was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.date.today().isoformat(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "PyQt6": version("PyQt6"),
        "Twisted": version("twisted"),
        "qt-reactor": version("qt-reactor"),
    }


def publish(figures: Sequence[Figure], about: str, readme: Path) -> None:
    """Put the tables into the README, between its two marks. Raises ValueError where they are not there."""
    before, first, rest = readme.read_text("utf-8").partition(_BEGIN)
    _, last, after = rest.partition(_END)
    if not first or not last:
        raise ValueError(f"{readme} has no marks {_BEGIN} and {_END}")
    readme.write_text(f"{before}{first}\n{about}\n\n{markdown(figures)}{last}{after}", "utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def lines(figures: Sequence[Figure]) -> list[str]:
    """Return a table for the terminal, a line for each figure."""
    found = []
    row = ""
    for figure in figures:
        if figure.row != row:
            row = figure.row
            found.append(row)
        found.append(
            f"  {figure.what:<52}{figure.shown:>14}  {figure.shown_goal:<16}{figure.verdict:<8}{figure.note}".rstrip()
        )
    return found


def markdown(figures: Sequence[Figure]) -> str:
    """Return the contest and the goals as two tables."""
    contest = [figure for figure in figures if figure.row == "one TCP stream" and figure.goal is None]
    text = []
    if contest:
        text += ["| one TCP stream of verse | MB/s | |", "|---|---:|---|"]
        text += [f"| {figure.what} | {figure.value:,.0f} | {figure.note} |" for figure in contest]
        text.append("")
    text += ["| what | figure | goal | | |", "|---|---:|---|---|---|"]
    for figure in figures:
        if figure in contest:
            continue
        name = f"{figure.row}: {figure.what}"
        verdict = "**missed**" if figure.is_met is False else figure.verdict
        text.append(f"| {name} | {figure.shown} | {figure.shown_goal} | {verdict} | {figure.note} |")
    return "\n".join(text) + "\n"
