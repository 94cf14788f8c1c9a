"""Sockets that systemd has opened, and hands over as it starts the program."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from poetrygui.paths import resources
from tests.commands.running import run
from tests.commands.senders import sending
from tests.surroundings import PATIENCE

TYGER = resources() / "poems" / "tyger.txt"
# What is handed over begins with descriptor 3, and is for the process of that number alone.
_START = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_FDNAMES="poems", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "poetrygui", *sys.argv[2:]])
"""


@contextmanager
def handed(listening: socket.socket, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command with a socket, as systemd starts it."""
    given = str(listening.fileno())
    with subprocess.Popen(
        [sys.executable, "-c", _START, given, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=[listening.fileno()],
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_all(connection: socket.socket) -> bytes:
    connection.settimeout(PATIENCE)
    read = b""
    while data := connection.recv(65536):
        read += data
    return read


@pytest.mark.parametrize("which", ["index=0", "name=poems"])
@pytest.mark.parametrize("domain", ["INET", "UNIX"])
def test_a_poem_is_served_there(domain: str, which: str, socket_folder: Path) -> None:
    family = {"INET": socket.AF_INET, "UNIX": socket.AF_UNIX}[domain]
    with socket.socket(family) as listening, socket.socket(family) as reader:
        listening.bind(("127.0.0.1", 0) if domain == "INET" else str(socket_folder / "s"))
        listening.listen()
        with handed(listening, "serve", str(TYGER), "--listen", f"systemd:domain={domain}:{which}"):
            # It waits where the socket is, though the program has not even begun.
            reader.connect(listening.getsockname())
            assert read_all(reader) == TYGER.read_bytes()


def test_a_device_is_waited_for_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        device = socket.create_connection(listening.getsockname())
        with (
            device,
            handed(
                listening, "get", "listen:systemd:domain=INET:index=0", "--protocol", "lines", "--frames", "1"
            ) as process,
        ):
            device.sendall(b"verse\n")
            out, error = process.communicate(timeout=PATIENCE)
    assert out.endswith("verse\n"), error
    assert process.returncode == 0


def test_clients_are_relayed_from_there(tmp_path: Path) -> None:
    listen = "systemd:domain=INET:index=0"
    with (
        sending(b"verse\n") as address,
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()) as client,
        handed(listening, "relay", listen, address, "--profile", str(tmp_path)),
    ):
        assert read_all(client) == b"verse\n"


@pytest.mark.parametrize(
    "arguments", [("serve", TYGER, "--listen", "systemd:domain=INET:{}"), ("get", "listen:systemd:domain=INET:{}")]
)
@pytest.mark.parametrize("which", ["index=0", "name=poems"])
def test_without_one_it_is_said_how_to_get_it(arguments: tuple[str, ...], which: str) -> None:
    told = run(*(str(each).format(which) for each in arguments))
    assert told.returncode == 2
    error = told.stderr.decode()
    assert "systemd has handed no such socket over" in error
    assert "socket unit" in error
    assert len(error.splitlines()) == 1
