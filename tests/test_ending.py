"""The process ends in time, with its own status, whatever a protocol has left behind."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest

from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.ending import Ending
from poetrygui.plugins.registry import ProtocolRegistry
from tests.commands.running import run, start
from tests.integration.test_window import begin_fetching
from tests.plugins.files import Files
from tests.surroundings import PATIENCE

LEFT_BEHIND = {
    "a thread that sleeps": "threading.Thread(target=time.sleep, args=[1e6]).start()",
    "an exit handler that sleeps": "atexit.register(time.sleep, 1e6)",
    "an exit handler that computes": "atexit.register(hang)",
    "a job that sleeps": "deferToThread(time.sleep, 1e6)",
}
SOURCE = """
import atexit, threading, time
from twisted.internet.threads import deferToThread
from poetrygui.api import PoemProtocol
def hang(*_):
    while True:
        pass
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
        {}
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


@contextmanager
def sending(data: bytes, *, closes: bool = True) -> Iterator[str]:
    """Send to one connection, and give the address; without ``closes`` leave it open until the client goes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError), listener.accept()[0] as connection:
                connection.sendall(data)
                if closes:
                    connection.shutdown(socket.SHUT_WR)
                while connection.recv(1):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_it_ends_with_the_last_status_and_once() -> None:
    ended: SimpleQueue[int] = SimpleQueue()
    ending = Ending(0.0, ended.put)
    ending.begin(3)
    assert ended.get() == 3
    ending.begin(4)
    assert ended.empty()
    Ending(0.0, ended.put).begin()
    assert ended.get() == 1


def test_what_ends_by_itself_is_left_alone() -> None:
    ended: SimpleQueue[int] = SimpleQueue()
    ending = Ending(PATIENCE, ended.put)
    ending.begin(3)
    ending.leave()
    assert ended.empty()
    assert "ending" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_get_ends_with_its_poem_whole(tmp_path: Path, name: str) -> None:
    path = Files(tmp_path).put("own.py", SOURCE.format(LEFT_BEHIND[name]))
    with sending(b"verse") as address:
        got = run("get", address, "--protocol", "own", "--trust", path, "--profile", tmp_path)
    assert got.stdout.strip() == b"verse"
    assert b"complete" in got.stderr
    assert got.returncode == 0


def test_a_call_from_a_thread_that_hangs_is_interrupted(tmp_path: Path) -> None:
    source = SOURCE.format("deferToThread(int).addCallback(hang)")
    path = Files(tmp_path).put("own.py", source)
    with sending(b"verse", closes=False) as address:
        got = run("get", address, "--protocol", "own", "--trust", path, "--profile", tmp_path)
    assert b"plugin-hang" in got.stderr
    assert got.returncode == 1


@posix
@pytest.mark.parametrize(
    "number, hang", [(signal.SIGINT, "hang()"), (signal.SIGTERM, "any(time.sleep(0.01) for _ in iter(int, 1))")]
)
def test_a_signal_ends_what_nobody_interrupts(tmp_path: Path, number: signal.Signals, hang: str) -> None:
    source = SOURCE.format(f"print('begun', flush=True); {hang}")
    path = Files(tmp_path).put("own.py", source)
    with sending(b"verse", closes=False) as address:
        options = ["--no-guard", "--protocol", "own", "--trust", str(path), "--profile", str(tmp_path)]
        with start("get", address, *options) as process:
            assert process.stderr is not None
            while b"begun" not in process.stderr.readline():
                assert process.poll() is None
            process.send_signal(number)
            assert process.wait(timeout=PATIENCE) == 1


@posix
def test_a_signal_ends_the_window(tmp_path: Path) -> None:
    files = Files(tmp_path / "profile")
    files.root.mkdir(mode=0o700)
    files.put("own.py", SOURCE.format("threading.Thread(target=time.sleep, args=[1e6]).start()"))
    registry: ProtocolRegistry = files.registry()
    registry.trust(registry.entry("own"))
    with sending(b"verse\n", closes=False) as address:
        ServerBook(files.root / "servers.json").add(Server("own", address, "own"))
        with begin_fetching(files.root) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"all began\n"
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=PATIENCE)
    assert rest.splitlines()[-1] == b"outcomes stopped"


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_time_for_an_end_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with (
        sending(b"verse\n", closes=False) as address,
        start("get", address, "--profile", tmp_path) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == b"verse\n"
        process.send_signal(number)
        _, told = process.communicate(timeout=PATIENCE)
    assert b"stopped" in told
    assert b"inside the program" not in told
