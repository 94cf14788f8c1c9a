"""What there is outside of a confinement."""

from __future__ import annotations

import contextlib
import os
import pty
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def at(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Files, servers and a process, all of which are nobody's but this test's."""
    with contextlib.ExitStack() as stack:
        folders = {name: tmp_path / name for name in ("folder", "allowed", "output")}
        for folder in folders.values():
            folder.mkdir()
        secret = folders["folder"] / "secret"
        for path in (secret, *(folders["folder"] / each for each in ("removed", "renamed"))):
            path.write_text("secret")
        (folders["allowed"] / "file").write_text("there")
        (folders["allowed"] / "link").symlink_to(secret)
        (folders["output"] / "there").write_text("there")
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        abstract = f"poetrygui-{uuid.uuid4().hex}"
        # The path of a socket may not be as long as those of tests are.
        short = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="poetrygui-")))
        for name in (str(short / "stream"), "\0" + abstract):
            stack.enter_context(unix := socket.socket(socket.AF_UNIX)).bind(name)
            unix.listen()
        datagrams = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        datagrams.bind(str(short / "datagrams"))
        ours, terminal = pty.openpty()
        stack.callback(os.close, ours)
        stack.callback(os.close, terminal)
        process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        stack.enter_context(process)
        stack.callback(process.kill)
        yield {
            "secret": str(secret),
            **{name: str(folder) for name, folder in folders.items()},
            "tcp": tcp.getsockname()[1],
            "udp": udp.getsockname()[1],
            "unix": str(short / "stream"),
            "abstract": abstract,
            "datagrams": str(short / "datagrams"),
            "terminal": os.ttyname(terminal),
            "pid": process.pid,
        }
