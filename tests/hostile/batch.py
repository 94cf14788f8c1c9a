"""Some hostile files in one window of its own process: run by the command, which hears of it where this one dies."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PyQt6.QtWidgets import QApplication
from twisted.internet.defer import Deferred, gatherResults
from twisted.python.failure import Failure

from poetrygui import qtreactor
from poetrygui.recordings import workers
from tests.hostile.stage import Stage
from tests.hostile.table import named
from tests.hostile.turns import Turns

_GOOD = 4
_BASELINE = 1.0  # seconds in which nothing hostile is there


async def play(stage: Stage, names: list[str], sender: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Have all of them on the stage at once; return what became of them and of the others."""
    gaps, before = Turns(), Turns()
    await stage.begin(_GOOD)
    before.start()
    await stage.sleep(_BASELINE)
    baseline = before.stop()
    gaps.start()
    await gatherResults([Deferred.fromCoroutine(stage.meet(named(name))) for name in names])
    await stage.settle()
    measured = gaps.stop()
    assert sender.stdin is not None
    sender.stdin.write(b"x")
    sender.stdin.flush()
    lost = await stage.end()
    return {"found": stage.found, "lost": lost, "gaps": measured, "baseline": baseline}


def main() -> None:
    """Run the files whose names are told, and write what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--unconfined", action="store_true")
    parser.add_argument("names", nargs="+")
    asked = parser.parse_args()
    if asked.unconfined:
        _leave_unconfined()
    application = QApplication(["poetrygui"])
    garbage = qtreactor.LoopGarbage()
    reactor: Any = qtreactor.install()
    from poetrygui.app import create_window

    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        sender = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.sender"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert sender.stdout is not None
        ports = [int(each) for each in sender.stdout.readline().split()]
        window = create_window(Path(folder) / "profile")
        window.resize(1000, 700)
        window.show()
        garbage.keep()
        stage = Stage(window, ports)

        def end(result: Any) -> None:
            if isinstance(result, Failure):
                sys.stderr.write(result.getTraceback())
            else:
                asked.out.write_text(json.dumps(result))
            sender.kill()
            sys.stderr.flush()
            window.workspace.hosts.jobs.close()
            os._exit(isinstance(result, Failure))

        reactor.callWhenRunning(lambda: Deferred.fromCoroutine(play(stage, asked.names, sender)).addBoth(end))
        reactor.runReturn()
        application.exec()


def _leave_unconfined() -> None:
    """Have the warm process import what takes the confinement out of it."""
    module: Any = workers

    def start(reactor: Any, beside: Sequence[str] = ()) -> workers.Workers:
        return workers.HostWorkers(reactor, [*beside, "tests.hostile.unconfined"])

    module.workers_for = start


if __name__ == "__main__":
    main()
