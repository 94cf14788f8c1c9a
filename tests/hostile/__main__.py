"""Have the hostile files received beside good streams, in the real window offscreen, and print what became of each.

``python -m tests.hostile [WORD …] [--unconfined] [--at-once 6]``: those whose names or kinds have one of the words.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.hostile.hostile import Hostile
from tests.hostile.table import ALL

_PATIENCE = 120.0  # seconds for one batch


def main() -> int:
    """Run those that are asked for; return how many were not contained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--unconfined", action="store_true", help="as on a system that cannot confine them")
    parser.add_argument("--at-once", type=int, default=6)
    asked = parser.parse_args()
    chosen = [
        each for each in ALL if not asked.words or any(word in f"{each.kind} {each.name}" for word in asked.words)
    ]
    begun, rows = time.monotonic(), []
    for start in range(0, len(chosen), asked.at_once):
        for row in _run(chosen[start : start + asked.at_once], unconfined=asked.unconfined):
            rows.append(row)
            print(_text(row), flush=True)
    bad = [row for row in rows if not row["contained"]]
    gaps = [row["gap"] for row in rows if row["gap"] is not None]
    before = [row["before"] for row in rows if row["before"]]
    computed = [row["computed"] for row in rows if row["computed"] is not None]
    print(
        f"{len(rows)} files, {len(rows) - len(bad)} contained; lines of neighbours lost: "
        f"{sum(row['lost'] for row in rows)}; "
        f"the longest outcome {max(row['seconds'] for row in rows):.1f} s;\n"
        f"the largest gap {max(gaps, default=0):.0f} ms, of which the window computed at most "
        f"{max(computed, default=0):.0f} ms; before they came "
        f"{max((each['longest'] for each in before), default=0):.0f} and "
        f"{max((each['computed'] for each in before), default=0):.0f} ms; {time.monotonic() - begun:.0f} s in all"
    )
    for row in bad:
        print("not contained:", _text(row))
    return len(bad)


def _run(hostile: list[Hostile], *, unconfined: bool) -> Iterator[dict[str, Any]]:
    """Yield a row for each; where all of them together are the end of the window, each is tried alone."""
    result, problem = _batch([each.name for each in hostile], unconfined=unconfined)
    if result is None and len(hostile) > 1:
        for each in hostile:
            yield from _run([each], unconfined=unconfined)
        return
    for each in hostile:
        found = {} if result is None else result["found"].get(each.name, {})
        outcome = found.get("outcome", problem)
        lost = -1 if result is None else sum(result["lost"].values())
        yield {
            "name": each.name,
            "kind": each.kind,
            "outcome": outcome,
            "reason": found.get("reason", ""),
            "seconds": found.get("seconds", 0.0),
            "lost": max(lost, 0),
            "gap": None if result is None else result["gaps"]["longest"],
            "computed": None if result is None else result["gaps"]["computed"],
            "before": None if result is None else result["baseline"],
            "contained": not lost and (outcome in each.ends if each.ends else bool(found)),
        }


def _batch(names: list[str], *, unconfined: bool) -> tuple[dict[str, Any] | None, str]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, "-m", "tests.hostile.batch", "--out", str(out), *names]
        command += ["--unconfined"] if unconfined else []
        # It leaves at once, and what it has made for a while with it.
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "TMPDIR": folder}
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=_PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return None, "the window stands still"
        if not out.exists():
            return None, f"the window is gone (status {done.returncode}): {done.stderr.decode()[-300:]}"
        return json.loads(out.read_text()), ""


def _text(row: dict[str, Any]) -> str:
    mark = " " if row["contained"] else "!"
    gap = "–" if row["gap"] is None else f"{row['gap']:.0f} ({row['computed']:.0f}) ms"
    reason = " ".join(row["reason"].split())[:110]
    told = f"{mark} {row['name']:28} {row['outcome']:15} {row['seconds']:5.1f} s  lost {row['lost']}  gap {gap:>12}"
    return f"{told}  {reason}"


if __name__ == "__main__":
    sys.exit(bool(main()))
