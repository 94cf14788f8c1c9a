"""Programs that start at once: by a fork of a process that has imported what they need, which is most of a start.

Each is a process with an environment, a folder and streams of its own, as another is. What Python itself looks at when
it starts, such as the locale, it has looked at before.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO

from tests.forker import LARGEST
from tests.surroundings import PATIENCE

Stream = int | IO[bytes]
"""What ``subprocess.Popen`` takes as one: a descriptor, ``PIPE``, ``DEVNULL`` or a file."""
ROOT = Path(__file__).parents[1]
_forkers: dict[Any, _Forker] = {}


def start_program(
    arguments: Sequence[str],
    modules: tuple[str, ...],
    environment: Mapping[str, str] | None = None,
    streams: tuple[Stream, Stream, Stream] = (subprocess.DEVNULL, subprocess.PIPE, subprocess.PIPE),
    *,
    new_session: bool = False,
) -> Program | subprocess.Popen[bytes]:
    """Start what ``python`` is given by the ``arguments``: ``-m`` and a module, or a file; and what that is given.

    It is a fork of a process that has imported the ``modules``, where the platform is made for that. ``environment`` is
    all of its, ``streams`` are what ``subprocess.Popen`` takes as its three, and with ``new_session`` it has one of its
    own.
    """
    environment = os.environ if environment is None else environment
    if not hasattr(os, "pidfd_open"):
        read, out, error = streams
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdin=read,
            stdout=out,
            stderr=error,
            env=environment,
            start_new_session=new_session,
        )
    key = modules, *sorted(item for item in environment.items() if is_read_at_the_start(item[0]))
    if key not in _forkers:
        _forkers[key] = _Forker(modules, environment)
    return _forkers[key].start(arguments, environment, streams, new_session=new_session)


def is_read_at_the_start(variable: str) -> bool:
    """Tell whether Python looks at a variable as it starts, before any program."""
    return variable.startswith(("LANG", "LC_", "PYTHON"))


def end_forkers() -> None:
    """End the processes that start others, at the end of a run."""
    while _forkers:
        _forkers.popitem()[1].close()


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


def _bytes_of(text: str) -> str:
    """Return the bytes that the system has for a text, one in each character: the other may have another encoding."""
    return os.fsencode(text).decode("latin-1")


class _Forker:
    """Starts programs by forks of a process that has imported modules."""

    def __init__(self, modules: Sequence[str], environment: Mapping[str, str]) -> None:
        """Import the modules there; in the ``environment`` is what Python looks at as it starts."""
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LARGEST)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forker", str(theirs.fileno()), *modules],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env={**environment, "PYTHONPATH": str(ROOT)},
            )

    def start(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        streams: tuple[Stream, Stream, Stream],
        *,
        new_session: bool,
    ) -> Program:
        """Start a program as :func:`start_program` does."""
        program = {
            "arguments": [_bytes_of(each) for each in arguments],
            "environment": {_bytes_of(name): _bytes_of(value) for name, value in environment.items()},
            "folder": _bytes_of(str(Path.cwd())),
            "umask": _umask(),
            "session": new_session,
        }
        with ExitStack() as theirs:
            told, telling = _piped(theirs, buffering=0)
            ours: list[BinaryIO | None] = []
            descriptors = []
            for stream in streams:
                read, given = _piped(theirs) if stream == subprocess.PIPE else (None, _descriptor(stream, theirs))
                ours.append(read)
                descriptors.append(given)
            socket.send_fds(self._socket, [json.dumps(program).encode()], [*descriptors, telling])
        return Program(arguments, told, *ours[1:])

    def close(self) -> None:
        """Start nothing more."""
        self._socket.close()
        self._process.wait(PATIENCE)


class Program:
    """One that runs, and what ``subprocess.Popen`` has of it, as far as tests need that."""

    def __init__(
        self, arguments: Sequence[str], told: BinaryIO, stdout: BinaryIO | None, stderr: BinaryIO | None
    ) -> None:
        """Hear from ``told`` what becomes of what was started with ``arguments``; read ``stdout`` and ``stderr``."""
        self.args = arguments
        self.stdout = stdout
        self.stderr = stderr
        self.returncode: int | None = None
        self._told = told
        self.pid = int(self._told.readline())

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()  # it may wait for what will not come, and whoever fails would wait for it
        for stream in (self.stdout, self.stderr):
            if stream is not None:
                stream.close()
        self.wait()

    def poll(self) -> int | None:
        """Return its exit status, if it has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit status when it has ended. Raises TimeoutExpired."""
        if self.returncode is None:
            if timeout is not None and not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.args, timeout)
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """Return what is left of both streams, which may be closed, when it has ended. Raises TimeoutExpired."""
        with ThreadPoolExecutor(2) as pool:
            rests = [pool.submit(_rest_of, stream) for stream in (self.stdout, self.stderr)]
            try:
                out, error = (rest.result(timeout) for rest in rests)
            except TimeoutError:
                self.kill()
                raise subprocess.TimeoutExpired(self.args, timeout or 0) from None
        self.wait(timeout)
        return out, error

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _rest_of(stream: BinaryIO | None) -> bytes:
    if stream is None or stream.closed:
        return b""
    with stream:
        return stream.read()


def _piped(theirs: ExitStack, buffering: int = -1) -> tuple[BinaryIO, int]:
    """Return both ends of a pipe, of which the second is closed with ``theirs``; read with so much ``buffering``."""
    read, write = os.pipe()
    theirs.callback(os.close, write)
    return os.fdopen(read, "rb", buffering), write


def _descriptor(stream: Stream, opened: ExitStack) -> int:
    if stream == subprocess.DEVNULL:
        return opened.enter_context(Path(os.devnull).open("r+b", buffering=0)).fileno()
    return stream if isinstance(stream, int) else stream.fileno()
