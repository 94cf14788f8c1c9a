"""The warm process: it has imported all that a host needs and none of a user's code, and forks a host when asked.

Run by :class:`~poetrygui.hosts.warm.WarmProcess`, by ``exec``. It never imports Twisted's reactor, whose descriptors
all hosts would share. A request comes with two descriptors: the line to the program, and that for all that is printed.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

from poetrygui.core.files.freed_memory import keep_freed_memory
from poetrygui.core.guard.fault_advice import advise
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.confinement.confine import confine, missing_here
from poetrygui.hosts.confinement.limits import set_limits
from poetrygui.hosts.confinement.readable import readable
from poetrygui.hosts.confinement.wording import advice_in_confinement
from poetrygui.hosts.messages import HAD_TO_BE_ENDED

FORK, REAP = b"F", b"R"
"""What the program asks for: a host, or how the host with the process number that follows has ended."""
NUMBER = struct.Struct(">q")
"""An answer: the number of the new process, or its exit status as ``waitpid`` gives it, or that it had to be ended."""

LONGEST_LEAVE = 0.5
"""Seconds that a host has from its last word to its end."""

_BLOCKS_KEPT = 4 * 1024 * 1024  # bytes: chunks go to hosts, and frames come back, in blocks that are smaller
_MOST_DESCRIPTORS = 3
_BETWEEN_LOOKS = 0.002
_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG, of Linux


def main(arguments: list[str]) -> None:
    """Serve until the program is gone. ``arguments``: the control's descriptor, then the modules to have at hand."""
    control = get_ready(arguments)
    children: set[int] = set()
    try:
        while (asked := request(control)) is not None:
            kind, number, descriptors = asked
            if kind == FORK:
                children.add(pid := _fork(control, descriptors))
                control.sendall(NUMBER.pack(pid))
            else:
                children.discard(number)
                control.sendall(NUMBER.pack(_end_of(number)))
    except OSError:
        pass
    finally:
        for pid in children:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def get_ready(arguments: list[str]) -> socket.socket:
    """Import what the ``arguments`` name, as :func:`main` takes them; say that it is there, and return the control."""
    control = socket.socket(fileno=int(arguments[0]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's interrupt is for the program
    for name in arguments[1:]:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    readable()
    missing_here()
    keep_freed_memory(_BLOCKS_KEPT)
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):  # who asked may be gone already, as the first request will tell
        control.sendall(NUMBER.pack(os.getpid()))
    return control


def _end_of(pid: int) -> int:
    """Return how a host ended that says nothing more, and end one that has closed its lines and does not go.

    Nobody could ask for another host as long as that is waited for, nor would its end with the program be noticed.
    """
    end = time.monotonic() + LONGEST_LEAVE
    while time.monotonic() < end:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended and not os.WIFSTOPPED(status):  # it may have asked to be traced
            return status
        time.sleep(_BETWEEN_LOOKS)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return HAD_TO_BE_ENDED


def request(control: socket.socket) -> tuple[bytes, int, list[int]] | None:
    """Return the next thing that the program asks for: its kind, a number and descriptors; None where it has gone."""
    data, descriptors, _flags, _address = socket.recv_fds(control, 1 + NUMBER.size, _MOST_DESCRIPTORS)
    while data and len(data) < 1 + NUMBER.size:
        more = control.recv(1 + NUMBER.size - len(data))
        data = data + more if more else b""
    return (data[:1], NUMBER.unpack(data[1:])[0], descriptors) if data else None


def _fork(control: socket.socket, descriptors: list[int]) -> int:
    warm = os.getpid()
    pid = os.fork()
    if not pid:
        be_host(warm, control, descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def be_host(
    parent: int, control: socket.socket | None, descriptors: list[int], watch: Callable[[], object] | None = None
) -> NoReturn:
    """Be a host to the end of this process, or to that of its ``parent``, as far as the system sees to that.

    What it was asked by, the ``control``, is closed, if that is told; it has ``descriptors`` for all else. ``watch`` is
    called once it is confined.
    """
    status = 1
    try:
        _die_with(parent)
        if control is not None:
            control.close()
        line, output, *others = descriptors
        status = _be_host(line, output, others, watch)
    finally:
        # None of the warm process's exit handlers are a host's to run, and threads of a protocol are not waited for.
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
        os._exit(status)


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _be_host(line: int, output: int, others: list[int], watch: Callable[[], object] | None) -> int:
    for standard in (1, 2):
        os.dup2(output, standard)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # whoever looks sees what was printed by now
    faulthandler.enable(file=output, all_threads=False)
    faulthandler.register(signal.SIGUSR1, file=output, all_threads=False)
    channel = Channel(socket.socket(fileno=line), others)
    try:
        request = channel.receive()
        allowed = Allowed.of_json(request["allowed"])
        set_limits(allowed, lasts=request["lasts"])
        confine(allowed)
        if watch is not None:
            watch()
        if not missing_here():
            advise(advice_in_confinement)
        _job(request["job"])(channel, request["arguments"])
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return 0  # the program has gone, or wants no more of it
    return 0


def _job(name: str) -> Callable[[Channel, dict[str, Any]], None]:
    module, _, function = name.partition(":")
    job: Callable[[Channel, dict[str, Any]], None] = getattr(sys.modules[module], function)
    return job
