"""Thousands of connections in one window: what each costs as they are opened, and the list once they are."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import folder, run_module, sender


def connections(quick: bool) -> list[Figure]:
    """Thousands of quiet connections in one window; as many as there are mostly at a look, and more."""
    few, many, most = (100, 500, 800) if quick else (1000, 8000, 10_000)
    found = {count: _connections(count) for count in (few, many, most)}
    row = "connections opened"
    note = ", ".join(f"{count:,}: {each['opening_cpu'] * 1000:.2f} ms" for count, each in found.items())
    ratio = found[many]["opening_cpu"] / found[few]["opening_cpu"]
    figures = [
        Figure(row, f"CPU of each, {many:,} / {few:,}", ratio, "×", 1.1, note=note),
        Figure(row, f"all {most:,} after", found[most]["seconds"], "s", 15.0, note=f"{found[most]['opened']:,} open"),
    ]
    return [*figures, *_open_connections(many, found[many])]


def _connections(count: int) -> dict[str, Any]:
    with sender("nothing") as port, folder() as path:
        return run_module("windowed.connections", path, port, count)


def _open_connections(count: int, result: dict[str, Any]) -> list[Figure]:
    row = f"{count:,} connections open"
    return [
        Figure(row, "open within a minute", result["opened"], "", count, "≥", note=f"after {result['seconds']:.1f} s"),
        Figure(row, "memory of each", result["each"], "KiB", 20.0),
        Figure(row, "gap p99 while they open", result["opening"]["p99"], "ms"),
        Figure(row, "gap p99 once they are open", result["quiet"]["p99"], "ms"),
        Figure(row, "choosing one in the list, p99", result["choose"], "ms", 16.0),
        Figure(row, "scrolling the list, p99", result["scroll"], "ms", 16.0),
    ]
