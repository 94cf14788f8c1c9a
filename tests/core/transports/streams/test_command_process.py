"""Programs of a transport: how they end, and that nothing of them is left."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure

from poetrygui.core.transports.streams import command_process
from poetrygui.core.transports.streams.command_process import CommandProcess, Exit, end_unused

WaitUntil = Callable[[Callable[[], bool]], None]


class Run:
    """A shell's script, run; its input and error output are closed."""

    def __init__(self, reactor: Any, script: str, folder: Path | None = None, errors: str = "apart") -> None:
        self.ended = 0
        self.killed = 0
        self.process = CommandProcess(reactor, ["sh", "-c", script], folder, errors)
        self.output = self.process.take_pipe("stdout")
        for name in ("stdin", "stderr"):
            if (descriptor := self.process.take_pipe(name)) >= 0:
                os.close(descriptor)

    def watch(self) -> None:
        self.process.watch(self.note_end)

    def note_end(self) -> None:
        self.ended += 1

    def note_kill(self) -> None:
        self.killed += 1

    def read(self) -> bytes:
        return os.read(self.output, 4096)

    def close(self) -> Exit:
        os.close(self.output)
        return self.process.reap()


@pytest.fixture(params=[True, False], ids=["told by a descriptor", "looked for"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.delattr(os, "pidfd_open", raising=False)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "script, how", [("exit 0", Exit(0, None)), ("exit 7", Exit(7, None)), ("kill -TERM $$", Exit(None, signal.SIGTERM))]
)
def test_how_it_ended(reactor: Any, wait_until: WaitUntil, script: str, how: Exit) -> None:
    run = Run(reactor, script)
    run.watch()
    wait_until(lambda: bool(run.ended))
    assert (run.ended, run.close()) == (1, how)


def test_it_runs_in_its_folder_and_in_a_session_of_its_own(reactor: Any, wait_until: WaitUntil, tmp_path: Path) -> None:
    run = Run(reactor, "pwd; echo $$; sleep 1000", tmp_path)
    wait_until(lambda: os.getsid(run.process.number) == run.process.number)
    data = b""
    while data.count(b"\n") < 2:
        data += run.read()
    assert data.decode().splitlines() == [str(tmp_path.resolve()), str(run.process.number)]
    run.process.signal(signal.SIGKILL)
    assert run.close() == Exit(None, signal.SIGKILL)
    run.process.signal(signal.SIGKILL)  # nobody's any more


def test_its_errors_can_go_with_the_rest(reactor: Any, wait_until: WaitUntil) -> None:
    run = Run(reactor, "echo oops >&2", errors="mixed")
    assert run.read() == b"oops\n"
    run.close()
    run = Run(reactor, "echo oops >&2", errors="dropped")
    assert run.read() == b""
    run.close()


@pytest.mark.usefixtures("way")
def test_what_does_not_end_is_killed_with_all_that_it_started(
    reactor: Any, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_process, "GRACE", 0.05)
    run = Run(reactor, "trap '' TERM; (echo ready; exec sleep 1000) & while :; do sleep 1; done")
    assert run.read() == b"ready\n"
    run.watch()
    run.process.end(run.note_kill)
    run.process.end(run.note_kill)
    wait_until(lambda: bool(run.ended))
    assert run.killed == 1
    assert run.read() == b""  # the child, too, has let go of it
    assert run.close() == Exit(None, signal.SIGKILL)


def test_what_ends_when_it_is_asked_is_not_killed(reactor: Any, wait_until: WaitUntil) -> None:
    run = Run(reactor, "echo ready; exec sleep 1000")
    assert run.read() == b"ready\n"
    run.watch()
    run.process.end(run.note_kill)
    wait_until(lambda: bool(run.ended))
    assert (run.close(), run.killed) == (Exit(None, signal.SIGTERM), 0)


def test_it_does_not_outlive_the_reactor(reactor: Any, wait_until: WaitUntil) -> None:
    run = Run(reactor, "exec sleep 1000")
    before = set(reactor.getReaders())
    run.watch()
    (watch,) = set(reactor.getReaders()) - before
    watch.connectionLost(Failure(ConnectionLost()))
    assert (run.ended, run.close()) == (1, Exit(None, signal.SIGKILL))


def test_one_that_nobody_wants_is_gone_at_once(reactor: Any) -> None:
    process = CommandProcess(reactor, ["sleep", "1000"], None, "apart")
    end_unused(process)
    with pytest.raises(ProcessLookupError):
        os.kill(process.number, 0)
