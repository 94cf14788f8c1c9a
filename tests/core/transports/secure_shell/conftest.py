"""An SSH server, and fetches that run a command there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import WaitFor
from tests.core.conftest import Running, StartFetch
from tests.core.transports.shell_server import Command, ShellServer


def says_verse(command: Command) -> None:
    command.write(b"verse\n")
    command.end()


class Shell:
    """A server whose commands do what ``plays`` says."""

    def __init__(self, reactor: Any, folder: Path, start: StartFetch, wait_for: WaitFor) -> None:
        self.plays: Callable[[Command], object] = says_verse
        self.server = ShellServer(reactor, folder, self._play)
        self._start = start
        self._wait_for = wait_for

    def _play(self, command: Command) -> None:
        self.plays(command)

    def start(self, protocol: Any = "lines", **more: Any) -> Running:
        """Begin to run a command there."""
        return self._start(self.server.address(), protocol, transport_options=self.server.options, **more)

    def run(self, protocol: Any = "lines", **more: Any) -> Running:
        """Run a command there to its end."""
        running = self.start(protocol, **more)
        self._wait_for(running.done)
        return running


@pytest.fixture
def shell(reactor: Any, tmp_path: Path, start_fetch: StartFetch, wait_for: WaitFor) -> Iterator[Shell]:
    """A server that is known, and lets in whoever has the key."""
    folder = tmp_path / "shell"
    folder.mkdir()
    made = Shell(reactor, folder, start_fetch, wait_for)
    yield made
    made.server.close()


@pytest.fixture
def open_shell(shell: Shell) -> Shell:
    """The same, and all is there that is needed to get in."""
    shell.server.know_host()
    shell.server.keep_key()
    return shell
