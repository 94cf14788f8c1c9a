"""A spare process: it has imported all that a host needs and none of a user's code, and becomes one when asked.

Run by :class:`~poetrygui.hosts.spares.Spares`, by ``exec``, where the system cannot fork, or had better not.
"""

from __future__ import annotations

import os
import socket
import sys
from threading import Thread

from poetrygui.hosts.warm_process import NUMBER, be_host, get_ready, request


def main(arguments: list[str]) -> None:
    """Wait until it is wanted. ``arguments``: the control's descriptor, then the modules to have at hand."""
    program = os.getppid()
    control = get_ready(arguments)
    try:
        asked = request(control)
        if asked is None:
            return
        control.sendall(NUMBER.pack(os.getpid()))
    except OSError:
        return  # the program has gone
    watch = None if sys.platform == "linux" else Thread(target=_leave_with, args=(control,), daemon=True).start
    be_host(program, control if watch is None else None, asked[2], watch)


def _leave_with(control: socket.socket) -> None:
    """Leave when the program has gone: elsewhere than on Linux, the system does not see to that."""
    while control.recv(1):
        pass
    os._exit(1)
