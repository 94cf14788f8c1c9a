"""Hosts that are ended sooner than a user's: what a test is about is the end, and a hang takes a whole processor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.hosts.headway import LIMIT
from poetrygui.hosts.host import Host
from poetrygui.hosts.warm import WarmProcess

_Heard = Callable[[Any], None]


def end_hosts_sooner(monkeypatch: pytest.MonkeyPatch, seconds: float = 0.5) -> None:
    """End every host that makes no headway for so many ``seconds``, from now on; ``monkeypatch`` is the test's own."""
    run = WarmProcess.run

    def run_for_less(
        warm: WarmProcess, job: str, told: dict[str, Any], on: _Heard, end: _Heard, limit: float = LIMIT, **more: Any
    ) -> Host:
        return run(warm, job, told, on, end, min(limit, seconds), **more)

    monkeypatch.setattr(WarmProcess, "run", run_for_less)
