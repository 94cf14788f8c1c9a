"""Reading files of a test's folder in hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred, gatherResults

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.telling.file_reader import FileReader
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.versions import Version


class ReadFiles:
    """Puts files into ``folder`` and has them read; ``printed`` is what they printed, in its order."""

    def __init__(self, reactor: Any, warm: WarmProcess, folder: Path, wait_for: Callable[[Deferred[Any]], Any]) -> None:
        self.folder = folder
        self.printed: list[tuple[str, bytes]] = []
        self.reader = FileReader(
            reactor, lambda: warm, lambda pinned: Allowed(read=(pinned.path,)), lambda *told: self.printed.append(told)
        )
        self.wait_for = wait_for

    def begin(self, name: str, text: str) -> Deferred[Version]:
        """Have a file read; fire with what came of it."""
        path = self.folder / f"{name}.py"
        path.write_text(text, "utf-8")
        told: Deferred[Version] = Deferred()
        self.reader.read_file(SourceFile(path, path.read_bytes()), {}, told.callback)
        return told

    def read(self, **files: str) -> dict[str, Version]:
        """Have files read at the same time, each a name and a text; return what came of them."""
        all_told = gatherResults([self.begin(name, text) for name, text in files.items()])
        return dict(zip(files, self.wait_for(all_told), strict=True))

    def problem(self, text: str) -> str:
        """Return why a file cannot be used."""
        failure = self.read(own=text)["own"].failure
        return "" if failure is None else failure.problem
