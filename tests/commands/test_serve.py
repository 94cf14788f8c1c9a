"""``poetrygui serve`` as a user runs it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from poetrygui.paths import resources
from tests.commands.running import background, run, serving
from tests.surroundings import PATIENCE

TYGER = resources() / "poems" / "tyger.txt"


def test_the_announcement_comes_first_and_at_once() -> None:
    with background("serve", TYGER) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
    assert line.startswith(f"Serving {TYGER} on 127.0.0.1:")


def test_a_slow_poem_comes_in_the_pieces_that_were_asked_for() -> None:
    # An hour between two pieces, lest a reader that gets no turn finds the second behind the first.
    with serving(TYGER, "--delay", "3600", "--num-bytes", "7") as (address,):
        host, _, port = address.rpartition(":")
        with socket.create_connection((host, int(port))) as connection:
            connection.settimeout(PATIENCE)
            assert connection.recv(4096) == TYGER.read_bytes()[:7]


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        got = run("serve", TYGER, "--listen", f"tcp:{taken.getsockname()[1]}:interface=127.0.0.1")
    assert got.returncode == 2
    assert len(got.stderr.splitlines()) == 1


def test_a_file_name_cannot_break_the_line_that_tells_where_it_is_served(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"two\nlines\x1b caf\xe9")
    path.write_bytes(b"a poem\n")
    with background("serve", path) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
    assert line.startswith(b"Serving " + bytes(tmp_path) + b"/two lines\x1b caf\xe9 on 127.0.0.1:")
