"""The check of a protocol's framing, run beside the window: what it runs may hang."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess, QProcessEnvironment, pyqtSignal

from poetrygui.own_process import another_run
from poetrygui.plugins.protocol_state import Ready, Shipped
from poetrygui.plugins.registry import ProtocolEntry

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 1_000  # milliseconds that a killed process has for being gone


class ProtocolCheck(QObject):
    """Runs ``poetrygui protocols check`` for one entry at a time, in a process of its own."""

    told = pyqtSignal(str)
    """What the check has said so far, and at the end all of it."""

    def __init__(self, parent: QObject) -> None:
        """Run nothing yet."""
        super().__init__(parent)
        self._process: QProcess | None = None
        self._said = b""

    def start(self, entry: ProtocolEntry) -> None:
        """Check an entry that may run, and only the bytes that it was trusted with."""
        self.cancel()
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        # In a checkout the package is found from the current folder alone, which -P leaves out.
        search = filter(None, (str(_ROOT), environment.value("PYTHONPATH")))
        environment.insert("PYTHONPATH", os.pathsep.join(search))
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyRead.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process = process
        self._said = b""
        self.told.emit("Checking …")
        program, *arguments = another_run("protocols", "check", entry.path_and_class, "--sha256", entry.sha256)
        process.start(program, arguments)

    def cancel(self) -> None:
        """End a check that is running."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_PATIENCE)
            process.deleteLater()

    def _read(self) -> None:
        if self._process is not None:
            self._said += self._process.readAll().data()
            self.told.emit(self._said.decode(errors="replace"))

    def _finished(self) -> None:
        self._read()
        if not self._said:
            self.told.emit("The check ended without a word: the protocol has ended the process that it ran in.")
        self.cancel()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.told.emit(f"The check could not be started: {sys.executable} cannot be run.")


def can_be_checked(entry: ProtocolEntry | None) -> bool:
    """Tell whether an entry may run, and is a file whose bytes are known."""
    return entry is not None and isinstance(entry.state, Shipped | Ready)
