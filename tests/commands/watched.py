"""A command that writes down which code it runs, told ``FOLDER LOG`` before what a command is told.

What is executed of files of that folder gets a line in the log. Hosts are none of this process: where it starts a warm
process, that is a fork made before it began, in which a file has little time to be loaded.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from poetrygui import __main__ as program
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.hosts import forking, warm_process
from poetrygui.plugins import loader

LOAD_LIMIT = 0.2
_MOST = 1 << 16


class Spare:
    """A process that becomes a warm one once that is to be started; what is asked of it is what a Popen is."""

    def __init__(self) -> None:
        """Fork it."""
        self._end, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._is_taken = False
        self.pid = os.fork()
        if not self.pid:
            self._end.close()
            _be_warm(theirs)
            os._exit(0)
        theirs.close()

    def start(self, command: Sequence[str], *, pass_fds: Sequence[int], **_more: Any) -> Spare:
        """Have it be what ``command`` asks for, with the descriptors ``pass_fds``."""
        assert not self._is_taken, "a command has one warm process"
        self._is_taken = True
        modules = command[command.index("host") + 2 :]
        socket.send_fds(self._end, [json.dumps(modules).encode()], list(pass_fds))
        return self

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end."""
        os.waitpid(self.pid, 0)


def _be_warm(asked: socket.socket) -> None:
    data, descriptors, _flags, _address = socket.recv_fds(asked, _MOST, 1)
    if data:
        os.setsid()
        loader.LOAD_LIMIT = GUARD.limit = LOAD_LIMIT
        warm_process.main([str(descriptors[0]), *json.loads(data)])


def main() -> None:
    """Be the command."""
    folder, log = sys.argv[1:3]
    del sys.argv[1:3]
    spare = Spare()
    vars(forking)["subprocess"] = SimpleNamespace(Popen=spare.start, DEVNULL=None)
    told = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "exec" and (name := str(arguments[0].co_filename)).startswith(folder):
            os.write(told, f"{event} {name}\n".encode())
        elif event == "import" and str(arguments[0]).startswith("poetrygui_protocol"):
            os.write(told, f"{event} {arguments[0]}\n".encode())

    sys.addaudithook(watch)
    program.main()


if __name__ == "__main__":
    main()
