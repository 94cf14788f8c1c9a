"""The window of this program, whole, offscreen, on its own reactor; and what is measured inside its process.

A scenario is a coroutine that gets a :class:`Rig`. What it returns is printed as JSON, and the process ends.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

from attrs import define, field
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui import qtreactor
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.paths import Profile
from tests.benchmarks.figures import percentile

MIB = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")

Report = dict[str, Any]
Scenario = Callable[["Rig"], Coroutine[Deferred[Any], Any, Report]]


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


@define
class Gaps:
    """Ticks of a precise timer of 1 ms: the time between two of them is what an event may have had to wait."""

    gaps: list[float] = field(factory=list)
    clock: Callable[[], float] = time.perf_counter
    """Of the processor of this thread it tells what the window computed, however busy others keep the machine."""
    _timer: QTimer = field(factory=QTimer)
    _last: float = 0.0

    def start(self) -> None:
        """Begin anew."""
        self.gaps.clear()
        self._last = self.clock()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def stop(self) -> Report:
        """End; return the percentiles in milliseconds.

        ``wait_p99`` weighs each gap by its length: it is what an event at any moment waits for.
        """
        self._timer.stop()
        self._timer.timeout.disconnect(self._tick)
        waits = [gap - part * 0.001 for gap in self.gaps for part in range(max(1, int(gap * 1000)))]
        return {
            "count": len(self.gaps),
            "p50": percentile(self.gaps, 50) * 1000,
            "p99": percentile(self.gaps, 99) * 1000,
            "p999": percentile(self.gaps, 99.9) * 1000,
            "longest": max(self.gaps, default=0.0) * 1000,
            "wait_p99": percentile(waits, 99) * 1000,
        }

    def _tick(self) -> None:
        now = self.clock()
        self.gaps.append(now - self._last)
        self._last = now


class Rig:
    """A shown window of 1000 × 700 on a profile whose list holds servers on the loopback."""

    def __init__(
        self, folder: Path, ports: Iterable[int], protocol: str = "raw", kept: WhatIsKept = WhatIsKept.EVERYTHING
    ) -> None:
        """Write the list, and open the window on it; ``folder`` is the profile, ``kept`` is for all servers."""
        servers = [
            {
                "name": f"poem {index}",
                "address": f"127.0.0.1:{port}",
                "protocol": protocol,
                "id": f"{index:032x}",
                "recording": str(kept),
            }
            for index, port in enumerate(ports)
        ]
        path = Profile(folder).servers
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"version": 3, "servers": servers}))
        self.application = QApplication(["poetrygui"])
        self._garbage = qtreactor.LoopGarbage()
        self.reactor: Any = qtreactor.install()
        from poetrygui.app import create_window

        self.window = create_window(folder)
        self.window.resize(1000, 700)
        self.window.show()
        self._garbage.keep()
        workspace = self.window.workspace
        self.fetches: Any = workspace.library
        self.tabs: Any = workspace.tabs
        self.servers: list[Any] = list(workspace.model.servers)
        assert len(self.servers) == len(servers)

    def run(self, scenario: Scenario) -> None:
        """Run the scenario, print what it returns, and end the process."""

        def end(result: Report | Failure) -> None:
            if isinstance(result, Failure):
                sys.stderr.write(result.getTraceback())
            else:
                usage = resource.getrusage(resource.RUSAGE_SELF)
                print(json.dumps(result | {"cpu": usage.ru_utime + usage.ru_stime}), flush=True)
            # What is still being received is not worth an orderly end: the folder goes, too.
            sys.stderr.flush()
            os._exit(1 if isinstance(result, Failure) else 0)

        self.reactor.callWhenRunning(lambda: Deferred.fromCoroutine(scenario(self)).addBoth(end))
        self.reactor.runReturn()
        self.application.exec()

    # What scenarios do and wait for

    def fetch_all(self) -> None:
        """Do what the user does."""
        action = self.window.findChild(QAction, "actionFetchAll")
        assert action is not None
        action.trigger()

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Let the window work for so long."""
        done: Deferred[None] = Deferred()
        self.reactor.callLater(seconds, done.callback, None)
        return done

    def ended(self) -> Awaitable[None]:
        """Wait for the moment at which nothing runs any more."""
        done: Deferred[None] = Deferred()

        def fire() -> None:
            self.window.workspace.fetches_ended.disconnect(fire)
            done.callback(None)

        self.window.workspace.fetches_ended.connect(fire)
        return done

    async def until(self, condition: Callable[[], object], limit: float = 120.0) -> None:
        """Look every 2 ms whether something has come about; raises TimeoutError."""
        end = time.perf_counter() + limit
        while not condition():
            if time.perf_counter() > end:
                raise TimeoutError("what was waited for did not come about")
            await self.sleep(0.002)

    # What scenarios look at

    @property
    def poems(self) -> list[Any]:
        """The poems of all tabs."""
        return [tab.poem for tab in self.tabs.tabs()]

    @property
    def tab(self) -> Any:
        """The tab that is seen."""
        return self.tabs.current()

    def backlog(self) -> int:
        """Return the bytes that wait for the disk."""
        return int(self.fetches._disk.backlog)

    def received(self) -> int:
        """Return the bytes of all poems that are on disk and indexed."""
        return sum(poem.store.size for poem in self.poems if poem.store is not None)
