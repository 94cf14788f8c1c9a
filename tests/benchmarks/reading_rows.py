"""Finding in a poem beside grep, and opening one beside wc, in the processor's seconds of one run each."""

from __future__ import annotations

from tests.benchmarks.contest import GIB, MIB
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import folder, run_module, sender

_GOALS = {"literal": 0.5, "without case": 1.0, "regex, rare": 2.0, "regex, common": 4.0}


def finding(quick: bool) -> list[Figure]:
    """Four kinds of search, each up to its first match and then all of them counted."""
    with folder() as path:
        result = run_module("recorded.searching", path, 64 if quick else 512, 3)
    scale = GIB / result["bytes"]
    figures = []
    for kind, (ours, theirs) in result["found"].items():
        note = f"{ours * scale:.2g} s a GiB, grep {theirs * scale:.2g}"
        figures.append(Figure("find, CPU", f"{kind} / grep", ours / theirs, "×", _GOALS[kind], note=note))
    return figures


def filtering(quick: bool) -> list[Figure]:
    """Lines of a poem that is there, of which one in eight is chosen, and of one that arrives."""
    with sender("size", size=GIB // 4 if quick else GIB) as port, folder() as path:
        result = run_module("windowed.filtering", path, port, "--text", "Tyger")
    with sender("rate", rate=500e6, seconds=30) as port, folder() as path:
        live = run_module("windowed.filtering", path, port, "--text", "Tyger", "--live", 8)
    row, while_it_comes = f"filter over {result['bytes'] / GIB:g} GiB", "filter while 500 MB/s stream"
    note = f"{live['rate']:.0f} MB/s arrived, {live['filtered']:.0f} were filtered"
    return [
        Figure(row, "first page", result["first_page"], "s", 0.3),
        Figure(row, "all lines, of which one in eight is chosen", result["whole"], "s"),
        Figure(while_it_comes, "gap p99", live["gaps"]["p99"], "ms", 16.0, note=note),
        Figure(while_it_comes, "computed between two turns, p99", live["computed"]["p99"], "ms"),
    ]


def reopening(quick: bool) -> list[Figure]:
    """A poem of an earlier run, without a recording and with one."""
    with folder() as path:
        result = run_module("recorded.reopening", path, 64 if quick else 1024, 3)
    scale = GIB / result["bytes"]
    note = f"{result['bare'] * scale:.2g} s a GiB, wc {result['wc'] * scale:.2g}"
    recorded = result["recorded"] * 1000
    return [
        Figure(
            "opening an earlier poem, CPU",
            "without a recording / wc -l",
            result["bare"] / result["wc"],
            "×",
            2.0,
            note=note,
        ),
        Figure("opening an earlier poem, CPU", f"{result['bytes'] / MIB:,.0f} MiB by its log", recorded, "ms"),
    ]
