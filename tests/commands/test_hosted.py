"""Under ``get`` a protocol of the user's own runs in a host, unless it is said otherwise; the rest is as without."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import pytest

from poetrygui.hosts.confinement import missing_here
from poetrygui.hosts.warm import CAN_FORK
from tests.commands.running import run
from tests.commands.senders import sending

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
SOURCE = """
import os
from pathlib import Path
from poetrygui.api import PoemProtocol
print("run by", os.getpid())
class Own(PoemProtocol):
    def dataReceived(self, data):
        BODY
        for line in data.splitlines():
            self.deliver(line.upper())
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile" / "protocols"
    folder.mkdir(parents=True, mode=0o700)
    folder.parent.chmod(0o700)
    return folder.parent


def trusted(profile: Path, body: str = "pass", *, speaks: bool = False) -> list[str | Path]:
    """Return the options of a protocol that the user has written and trusts."""
    path = profile / "protocols" / "own.py"
    path.write_text(SOURCE.replace("BODY", body) + SPEAKS * speaks, "utf-8")
    path.chmod(0o600)
    assert run("protocols", "trust", path, "--profile", profile).returncode == 0
    return ["--protocol", "own", "--profile", profile]


def test_it_is_run_in_hosts_and_nowhere_else(profile: Path, tmp_path: Path) -> None:
    options = trusted(profile)
    with sending(b"one\ntwo\n") as address:
        got = run("get", address, address, *options, "--output", tmp_path / "out")
    assert got.returncode == 0, got.stderr
    assert {path.read_bytes() for path in (tmp_path / "out").iterdir()} == {b"ONE\nTWO\n"}
    ran = [line for line in got.stderr.decode().splitlines() if line.startswith("run by")]
    assert len(ran) == 1, "all connections of a file are in one"


def test_a_poem_goes_to_standard_output_with_its_recording(profile: Path, tmp_path: Path) -> None:
    options = trusted(profile)
    with sending(b"one\ntwo\n") as address:
        got = run("get", address, *options, "--jsonl", "--record", tmp_path / "kept.poemrec")
    told = [json.loads(line) for line in got.stdout.splitlines()]
    assert [each["text"] for each in told if each["event"] == "frame"] == ["ONE", "TWO"]
    assert (tmp_path / "kept.poemrec").stat().st_size
    assert run("recordings", "import", tmp_path / "kept.poemrec", "--profile", profile).returncode == 0


def test_what_ends_its_process_is_told_with_what_came(profile: Path) -> None:
    options = trusted(profile, "self.deliver(data); os._exit(3)")
    with sending(b"one\n") as address:
        got = run("get", address, *options)
    assert got.returncode == 1
    assert "plugin-fault" in got.stderr.decode()
    assert "its process ended with status 3" in got.stderr.decode()


@pytest.mark.skipif(bool(missing_here()), reason=f"hosts are not confined here: {missing_here()}")
def test_it_reads_no_file_of_its_users(profile: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    options = trusted(profile, f"self.deliver(Path({str(tmp_path / 'secret')!r}).read_bytes())")
    with sending(b"one\n") as address:
        got = run("get", address, *options)
    assert (got.returncode, got.stdout) == (1, b"")
    assert "PermissionError" in got.stderr.decode()


@pytest.mark.parametrize("more", ["--in-process", "--no-guard", "--stack"])
def test_it_is_run_in_the_programs_own_process_where_that_is_wanted(profile: Path, more: str) -> None:
    options = trusted(profile, "self.deliver(b'in %d' % os.getpid())")
    with sending(b"one\n") as address:
        got = run("get", address, *options, more)
    assert got.returncode == 0, got.stderr
    ran = [line.split()[-1] for line in got.stderr.decode().splitlines() if line.startswith("run by")]
    assert len({*ran}) == 1
    assert got.stdout == f"IN {ran[0]}\nONE\n".encode().replace(b"IN", b"in")


FACTORY = """
import os
from twisted.internet.protocol import ClientFactory
from twisted.protocols.basic import LineReceiver
class Own(LineReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        self.factory.heard += 1
class OwnFactory(ClientFactory):
    protocol = Own
    heard = 0
    def doStop(self):
        print(self.heard, "lines heard")
"""


def test_a_factory_of_its_authors_is_one_for_all_connections(profile: Path, tmp_path: Path) -> None:
    options = trusted(profile)
    path = profile / "protocols" / "own.py"
    path.write_text(FACTORY, "utf-8")
    assert run("protocols", "trust", path, "--profile", profile).returncode == 0
    with sending(b"one\ntwo\n") as address:
        got = run("get", address, address, *options, "--output", tmp_path / "out")
    assert got.returncode == 0, got.stderr
    assert b"4 lines heard" in got.stderr


def test_one_that_comes_with_the_program_needs_none(profile: Path) -> None:
    with sending(b"one\n") as address:
        got = run("get", address, "--protocol", "lines", "--hosts", "--profile", profile)
    assert (got.returncode, got.stdout) == (0, b"one\n")


def test_it_cannot_be_debugged_there(profile: Path) -> None:
    got = run("get", "127.0.0.1:9", *trusted(profile), "--no-guard", "--hosts")
    assert got.returncode == 2
    assert b"--hosts: a protocol there cannot be debugged" in got.stderr


SPEAKS = """
    def encode(self, frame):
        if b"!" in frame:
            raise ValueError("a poem does not shout")
        return frame + b"\\n"
"""


def answer_one(listener: socket.socket) -> None:
    """Say to one who comes the line that he says."""
    with listener.accept()[0] as connection, connection.makefile("rwb") as file:
        file.write(file.readline())


def test_it_is_sent_with_there(profile: Path) -> None:
    options = trusted(profile, speaks=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        echo = threading.Thread(target=answer_one, args=[listener])
        echo.start()
        got = run("get", f"127.0.0.1:{listener.getsockname()[1]}", *options, "--send", "abc")
        echo.join()
    assert (got.returncode, got.stdout) == (0, b"ABC\n"), got.stderr


def test_what_it_cannot_send_is_told_before_anything_connects(profile: Path) -> None:
    got = run("get", "127.0.0.1:9", *trusted(profile, speaks=True), "--send", "abc!")
    assert got.returncode == 2
    assert b"This cannot be sent: a poem does not shout." in got.stderr
    got = run("get", "127.0.0.1:9", *trusted(profile), "--send", "abc")
    assert got.returncode == 2
    assert b"The protocol own does not say how to send" in got.stderr


def test_one_that_cannot_be_loaded_is_told_before_anything_connects(profile: Path) -> None:
    path = profile / "protocols" / "own.py"
    options = trusted(profile)
    path.write_text("import nothing_like_this\n", "utf-8")
    assert run("protocols", "trust", path, "--profile", profile).returncode == 0
    got = run("get", "127.0.0.1:9", *options)
    assert got.returncode == 2
    assert b"nothing_like_this" in got.stderr


def test_one_that_may_not_run_is_told_as_without(profile: Path) -> None:
    options = trusted(profile)
    with (profile / "protocols" / "own.py").open("a") as file:
        file.write("\n")
    got = run("get", "127.0.0.1:9", *options)
    assert got.returncode == 2
    assert b"was changed" in got.stderr
    assert b"run by" not in got.stderr
