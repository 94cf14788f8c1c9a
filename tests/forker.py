"""Starts programs by forks of itself, which has imported what they need; the half that tests use is tests/programs.py.

Run as a program: the first argument is the descriptor of a socket on which somebody asks, the others are modules.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import selectors
import socket
import sys
import time
from importlib import import_module
from typing import Any

LARGEST = 1 << 20
"""Bytes of the largest message."""


def serve(asked: socket.socket) -> Any | None:
    """Start what is asked for until nobody asks any more; in each program, return what was asked for."""
    with selectors.DefaultSelector() as selector:
        selector.register(asked, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.data is None:
                    message, descriptors, _, _ = socket.recv_fds(asked, LARGEST, 4)
                    if not message:
                        return None
                    *streams, told = descriptors
                    pid = os.fork()
                    if not pid:
                        # Whatever else is open here is of other programs, and each ends with its last descriptor.
                        for other in list(selector.get_map().values()):
                            os.close(other.fd)
                            if other.data is not None:
                                os.close(other.data[1])
                        os.close(told)
                        for number, stream in enumerate(streams):
                            os.dup2(stream, number)
                            os.close(stream)
                        asked.detach()
                        return json.loads(message, object_hook=_as_here)
                    for stream in streams:
                        os.close(stream)
                    os.write(told, b"%d\n" % pid)
                    selector.register(os.pidfd_open(pid), selectors.EVENT_READ, (pid, told))
                else:
                    pid, told = key.data
                    selector.unregister(key.fd)
                    os.close(key.fd)
                    os.write(told, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
                    os.close(told)


def _as_here(program: dict[str, Any]) -> dict[str, Any]:
    """Return what was told with its texts as the system hands them to this process, whatever its encoding is."""
    return {_text(name): _text(value) for name, value in program.items()}


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return [_text(each) for each in value]
    return os.fsdecode(value.encode("latin-1")) if isinstance(value, str) else value


def become(program: dict[str, Any]) -> None:
    """Be that program, as Python would start it."""
    os.environ.clear()
    os.environ.update(program["environment"])
    os.chdir(program["folder"])
    os.umask(program["umask"])
    if program["session"]:
        os.setsid()
    # How they are written to depends on what they are.
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding=stream.encoding, errors=stream.errors, closefd=False)
        for number, (mode, stream) in enumerate([("r", sys.stdin), ("w", sys.stdout), ("w", sys.stderr)])
    )
    time.tzset()
    first, *arguments = program["arguments"]
    if first == "-m":
        module, *sys.argv[1:] = arguments
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        sys.argv = [first, *arguments]
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    for name in sys.argv[2:]:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules, "each program makes its own"
    gc.freeze()
    if program := serve(socket.socket(fileno=int(sys.argv[1]))):
        become(program)
