"""The chart: one stream through every contestant, and how far each goal was reached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from tests.benchmarks.figures import Figure, number

_OURS = "#2f6f8f"
_OTHERS = "#b9c2c9"
_MISSED = "#c8553d"
_INK = "#22303a"
_FAINT = "#5b6870"
# What lies beyond is cut: the number beside it tells how far it goes.
_LEAST, _MOST = 0.02, 8.0


def draw(figures: Sequence[Figure], path: Path, caption: str) -> None:
    """Write the chart as a PNG."""
    mpl.use("Agg")
    contest = [figure for figure in figures if figure.row == "one TCP stream" and figure.goal is None]
    goals = [figure for figure in figures if figure.goal is not None]
    # Any: the stubs name each setting, which a computed key cannot match.
    ink: dict[Any, Any] = dict.fromkeys(
        ("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor"), _INK
    )
    ink["font.size"] = 9
    with mpl.rc_context(ink):
        heights = [max(len(contest), 1) + 3, max(len(goals), 1) + 3]
        figure, (above, below) = pyplot.subplots(2, 1, figsize=(10.5, 0.25 * sum(heights)), height_ratios=heights)
        figure.subplots_adjust(left=0.46, right=0.83, top=1 - 0.5 / (0.25 * sum(heights)), bottom=0.045, hspace=0.09)
        _contest(above, sorted(contest, key=lambda each: each.value))
        _goals(below, goals[::-1])
        figure.text(0.01, 0.004, caption, fontsize=7.5, color=_FAINT)
        figure.savefig(path, dpi=120)
        pyplot.close(figure)


def _contest(axes: Axes, contest: Sequence[Figure]) -> None:
    colours = [_OURS if "this program" in each.what else _OTHERS for each in contest]
    axes.barh([each.what for each in contest], [each.value for each in contest], color=colours, height=0.7)
    axes.set_xscale("log")
    for index, each in enumerate(contest):
        axes.text(each.value * 1.06, index, f"{each.value:,.0f}", va="center", fontsize=8.5)
    if contest:
        axes.set_xlim(contest[0].value / 2, contest[-1].value * 1.2)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    _finish(axes, "One TCP stream of verse, in MB/s: longer is faster (logarithmic)")


def _goals(axes: Axes, goals: Sequence[Figure]) -> None:
    colours = [_OURS if each.is_met else _MISSED for each in goals]
    used = [min(max(_share_used(each), _LEAST * 1.1), _MOST) for each in goals]
    axes.barh([f"{each.row}: {each.what}" for each in goals], used, color=colours, height=0.7)
    axes.set_xscale("log")
    axes.set_xlim(_LEAST, _MOST)
    axes.axvline(1.0, color=_INK, linewidth=1)
    for index, each in enumerate(goals):
        colour = _INK if each.is_met else _MISSED
        text = f"{each.shown}  ({each.sense} {number(each.goal or 0.0)})"
        axes.text(_MOST * 1.15, index, text, va="center", fontsize=8, color=colour)
    axes.xaxis.set_major_locator(FixedLocator([0.03, 0.1, 0.3, 1, 3]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: "goal" if value == 1 else f"× {value:g}"))
    _finish(axes, "The goals, as a share of each: blue, up to the line, is met; red, beyond it, is missed")


def _share_used(figure: Figure) -> float:
    """Return how much of the goal was used up; less is better, whatever the sense."""
    goal = figure.goal or 0.0
    if figure.sense == "≥":
        return goal / max(figure.value, 1e-9)
    if not goal:
        return _MOST if figure.value else 0.0
    return figure.value / goal


def _finish(axes: Axes, title: str) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.margins(y=0.01)
    left = (0.012, axes.get_position().y1)
    axes.figure.text(*left, title, fontsize=11, fontweight="bold", va="bottom", ha="left")
