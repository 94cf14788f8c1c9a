"""Checking a protocol's file from the command line, in a host."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from poetrygui import commands
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.ending import ENDING
from poetrygui.errors import PluginError
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.checking.check import file_and_class
from poetrygui.plugins.checking.check_report import CheckReport, CheckResult
from poetrygui.plugins.needs import read_needs
from poetrygui.plugins.source_file import read_source
from poetrygui.recordings.allowed import files_beside

_RUNNER = "poetrygui.recordings.host_check"
_LIMIT = 10.0
"""Seconds that may be computed between two looks at the time."""


def check_in_host(path: Path, options: Mapping[str, str], streams: StandardStreams, sha256: str) -> CheckReport | None:
    """Return what a check of the file at ``path`` found in a host, with ``options`` as a user types them.

    Where it found nothing, it is None, and ``streams`` were told why; what the protocol printed goes there, too. With
    ``sha256``, bytes of another digest are not run. Raises PluginError for options that cannot be.
    """
    file, _ = file_and_class(path)
    source = read_source(file, of_anybody=True)
    allowed = Allowed(read=(*files_beside(file),), words=read_needs(source.data, file.name).words)
    told = {"path": str(path), "sha256": sha256, "options": dict(options)}
    run = _Run(commands.reactor, told, allowed)
    end = run.to_its_end()
    if end.output:
        streams.error.say_lines(end.output)
    if run.usage:
        raise PluginError(run.usage)
    ended = end.problem
    if not (run.results or ended):
        ended = f"its process ended before it was checked{f' ({end.place})' if end.place else ''}"
    if problem := run.problem or (ended and f"{path.name}: {ended}"):
        streams.error.say(f"poetrygui: {problem}")
        return None
    return CheckReport(tuple(run.results))


class _Run:
    """One run of the reactor, for one host."""

    def __init__(self, reactor: Any, told: Mapping[str, Any], allowed: Allowed) -> None:
        self.results: list[CheckResult] = []
        self.problem = self.usage = ""
        self._reactor = reactor
        self._told = told
        self._allowed = allowed
        self._end = HostEnd("it was interrupted")

    def to_its_end(self) -> HostEnd:
        warm = WarmProcess(self._reactor, [_RUNNER])
        warm.run(f"{_RUNNER}:run", dict(self._told), self._heard, self._ended, _LIMIT, allowed=self._allowed)
        self._reactor.callWhenRunning(ENDING.watch, self._reactor)
        self._reactor.addSystemEventTrigger("after", "shutdown", warm.close)
        self._reactor.run()
        return self._end

    def _heard(self, message: Message) -> None:
        if isinstance(message, dict):
            self.problem = self.problem or str(message.get("problem", ""))
            self.usage = self.usage or str(message.get("usage", ""))
            if "result" in message:
                title, passed, detail = message["result"]
                self.results.append(CheckResult(str(title), bool(passed), str(detail)))

    def _ended(self, end: HostEnd) -> None:
        if self._reactor.running:
            self._end = end
            self._reactor.stop()
