"""The house, drawn: rooms on the floors of the import contracts, and the imports between them.

``python -m tests.house`` prints it, and fails where an import runs up or round in a circle.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
from attrs import frozen

ROOT = Path(__file__).parents[1]


@frozen
class Storey:
    """A package whose rooms stand on floors: each floor is a list of rooms, the highest first."""

    package: str
    floors: tuple[tuple[str, ...], ...]

    def floor_of(self, room: str) -> int:
        """Return how far down a room is, from 0."""
        return next(number for number, rooms in enumerate(self.floors) if room in rooms)


@frozen
class Arrow:
    """An import between two rooms, with one pair of modules for it."""

    importer: str
    imported: str
    example: tuple[str, str]


def storeys() -> list[Storey]:
    """Return the packages that have a contract of layers, as ``pyproject.toml`` names them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [
        Storey(package, tuple(tuple(_rooms(layer)) for layer in contract["layers"]))
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
        for package in contract["containers"]
    ]


def arrows(graph: grimp.ImportGraph, storey: Storey) -> list[Arrow]:
    """Return the imports between the rooms of a package, one arrow for each pair of rooms."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    inside = f"{storey.package}."
    for importer in sorted(graph.modules):
        if not importer.startswith(inside):
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if imported.startswith(inside):
                rooms = _room(importer, inside), _room(imported, inside)
                if rooms[0] != rooms[1]:
                    found.setdefault(rooms, (importer, imported))
    return [Arrow(*rooms, example) for rooms, example in found.items()]


def faults(storey: Storey, drawn: list[Arrow]) -> list[str]:
    """Return a line for each arrow that runs up, and one for each two rooms that import each other."""
    pairs = {(arrow.importer, arrow.imported) for arrow in drawn}
    wrong = []
    for arrow in drawn:
        line = f"{arrow.importer} -> {arrow.imported} ({' imports '.join(arrow.example)})"
        if storey.floor_of(arrow.importer) > storey.floor_of(arrow.imported):
            wrong.append(f"up: {line}")
        elif (arrow.imported, arrow.importer) in pairs:
            wrong.append(f"round: {line}")
    return wrong


def drawing(storey: Storey, drawn: list[Arrow]) -> Iterator[str]:
    """Give the lines of a picture: a floor each, and under it what its rooms import."""
    yield storey.package
    for rooms in storey.floors:
        yield f"  [ {' | '.join(rooms)} ]"
        for room in rooms:
            below = sorted(arrow.imported for arrow in drawn if arrow.importer == room)
            if below:
                yield f"      {room} -> {', '.join(below)}"


def main() -> int:
    """Print the pictures; return 0 if every arrow runs down."""
    graph = grimp.build_graph("poetrygui", cache_dir=None)
    wrong: list[str] = []
    for storey in storeys():
        drawn = arrows(graph, storey)
        print("\n".join(drawing(storey, drawn)), end="\n\n")
        wrong += faults(storey, drawn)
    print("\n".join(wrong) or "Every arrow runs down.")
    return 1 if wrong else 0


def _rooms(layer: str) -> Iterator[str]:
    for part in layer.replace("|", ":").split(":"):
        yield part.strip().strip("()")


def _room(module: str, inside: str) -> str:
    return module.removeprefix(inside).partition(".")[0]


if __name__ == "__main__":
    sys.exit(main())
