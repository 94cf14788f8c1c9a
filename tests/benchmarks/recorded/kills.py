"""Kills at random moments, and what was told and is not there."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.core.killing import Losses, kill_once, killed_program, losses


def main(folder: Path, count: int) -> None:
    found, told = Losses(), 0
    with killed_program() as program:
        for seed in range(count):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                report = kill_once(program, Path(place), seed)
                told += sum(report.shown.values()) + sum(report.came.values())
                found += losses(Path(place), report)
    print(json.dumps({"told": told, "lost": found.bytes_lost, "ahead": found.records_ahead}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
