"""No command runs anything of a user's file in its own process; what such a file does is told in a sentence.

What is run is written down by an audit hook in the command's process.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from poetrygui.hosts.warm import CAN_FORK
from poetrygui.plugins.trust import Decision, TrustBook
from tests.commands.running import run, start
from tests.commands.senders import sending
from tests.plugins.files import Files
from tests.recordings.framed_folder import record_lines
from tests.surroundings import PATIENCE

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")

VERSES = b"one\ntwo\nthree\n"
OWN = """
from poetrygui.api import Delimited
print("loaded")
class Own(Delimited):
    delimiter = b"\\n"
    def fields(self, frame):
        return {"size": len(frame)}
"""
HOSTILE = {
    "crashes": "import ctypes\nctypes.string_at(0)\n",
    "hangs": "\nwhile True: pass\n",
    "leaves": "import os\nos._exit(0)\n",
}
PLACES = {"crashes": "(line 2 of crashes.py", "hangs": "line 2 of hangs.py", "leaves": "(line 2 of leaves.py"}


class Profile:
    """One with files that its user trusts, and commands on it."""

    def __init__(self, root: Path) -> None:
        root.chmod(0o700)
        self.root = root
        self._files = Files(root)
        self._log = root / "executed"
        self._book = TrustBook(root / "trust.json")
        self.put("own", OWN)
        self.recording = record_lines(root / "recording", [VERSES], protocol="own")

    def put(self, name: str, source: str) -> Path:
        """Put a trusted file there."""
        path = self._files.put(f"{name}.py", source)
        self._book.decide(path, hashlib.sha256(source.encode()).hexdigest(), Decision.TRUSTED)
        return path

    def start(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start a command that is watched."""
        command = arguments[:1] if arguments[0] != "--in-process" else arguments[:2]
        told = [self._files.folder, self._log, *command, "--profile", self.root, *arguments[len(command) :]]
        return start(*told, module="tests.commands.watched")  # type: ignore[return-value]  # as far as it is used

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run a command to its end; return its exit status, and what it told."""
        with self.start(*arguments) as process:
            try:
                out, error = process.communicate(timeout=PATIENCE)
            finally:
                process.kill()
        assert process.returncode is not None
        return process.returncode, out.decode(), error.decode()

    @property
    def executed(self) -> set[str]:
        """The names of the files of which something was executed in a command's own process."""
        return {Path(line.split()[-1]).name for line in self._log.read_text().splitlines()}


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path)


@pytest.fixture
def hostile(profile: Profile) -> Profile:
    for name, source in HOSTILE.items():
        profile.put(name, source)
    return profile


def test_a_list_of_protocols_runs_files_elsewhere(hostile: Profile) -> None:
    status, out, error = hostile.run("protocols")
    assert (status, error) == (0, "loaded\n")
    states = {line.split()[0]: line for line in out.splitlines()}
    assert " ready " in states["own"]
    for name, place in PLACES.items():
        assert " broken " in states[name]
        assert place in out
    assert not hostile.executed


def test_one_that_is_trusted_is_read_elsewhere_and_no_other_with_it(hostile: Profile) -> None:
    path = hostile.put("own", OWN.replace("one", "other"))
    status, out, error = hostile.run("protocols", "trust", path)
    assert (status, out.splitlines()[1:], error) == (0, [], "loaded\n")
    status, out, error = hostile.run("protocols", "trust", path.with_name("crashes.py"))
    assert (status, error) == (0, "")
    assert PLACES["crashes"] in out.splitlines()[-1]
    assert hostile.run("protocols", "deny", path)[0] == 0
    assert not hostile.executed


def test_a_guess_tries_what_can_be_loaded_and_says_what_cannot(hostile: Profile) -> None:
    status, out, error = hostile.run("guess", hostile.recording)
    assert status == 0
    assert "own: 3 frames in 14 bytes" in out
    said = [line for line in error.splitlines() if " is not tried: " in line]
    assert sorted(line.split()[0] for line in said) == sorted(HOSTILE)
    assert all(PLACES[line.split()[0]] in line for line in said)
    assert not hostile.executed


def test_a_recording_is_framed_anew_elsewhere(hostile: Profile) -> None:
    status, out, error = hostile.run("reframe", hostile.recording, "--protocol", "own")
    assert (status, out.splitlines()[-1], error) == (0, "own makes the same frames as recorded", "")
    for name, place in PLACES.items():
        status, out, error = hostile.run("reframe", hostile.recording, "--protocol", name)
        # On a busy machine what hangs may be ended by the program, before its own process interrupts it.
        assert (status in (1, 2 if name == "hangs" else 1), out, error.count("\n")) == (True, "", 1)
        assert place in error
    assert not hostile.executed


def test_an_export_asks_elsewhere_for_fields_and_for_places(profile: Profile) -> None:
    file = profile.root / "frames.jsonl"
    export: list[str | Path] = [
        "recordings",
        "export",
        profile.recording,
        file,
        "--frames",
        "--fields",
        "--wire",
        "--force",
    ]
    status, _, error = profile.run(*export)
    assert (status, error) == (0, "")
    *frames, _end = map(json.loads, file.read_text("utf-8").splitlines())
    assert [(each["fields"], each["wire"]) for each in frames] == [
        ({"size": 3}, [0, 4]),
        ({"size": 3}, [4, 8]),
        ({"size": 5}, [8, 14]),
    ]
    profile.put("own", HOSTILE["leaves"])
    status, out, error = profile.run(*export)
    assert (status, out) == (2, "")
    assert error.endswith("its process ended before it had done its work (line 2 of own.py, in <module>).\n")
    profile.put("own", OWN.replace("fields", "no_fields"))
    status, out, error = profile.run(*export)
    assert (status, out, "the protocol own tells no fields" in error) == (2, "", True)
    assert not profile.executed


def test_files_are_served_elsewhere(hostile: Profile) -> None:
    poem = hostile.root / "poem"
    poem.write_bytes(VERSES)
    with hostile.start("serve", poem, "--protocol", "own") as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().decode().split()[-1]
            got = run("get", address, "--protocol", "lines")
            assert (got.returncode, got.stdout) == (0, VERSES)
        finally:
            process.kill()
    for name, place in PLACES.items():
        status, out, error = hostile.run("serve", poem, "--protocol", name)
        assert (status, out, error.count("\n")) == (2, "", 1)
        assert place in error
    assert not hostile.executed


def test_a_fetch_runs_nothing_here_that_is_not_to_be_here(hostile: Profile) -> None:
    elsewhere = hostile.root / "other"
    elsewhere.mkdir(mode=0o700)
    hostile.put("own", OWN).rename(elsewhere / "own.py")
    with sending(VERSES) as address:
        status, out, error = hostile.run("get", address, "--trust", elsewhere / "own.py", "--protocol", "own")
        assert (status, out.encode()) == (0, VERSES)
        assert error.startswith("loaded\n")
    for name, place in PLACES.items():
        status, out, error = hostile.run("get", "1", "--protocol", name)
        assert (status, out, error.count("\n")) == (2, "", 1)
        assert place in error
    assert not hostile.executed


def test_what_is_to_be_run_here_is_and_this_test_sees_it(profile: Profile) -> None:
    with sending(VERSES) as address:
        status, out, _ = profile.run("--in-process", "get", address, "--protocol", "own")
    assert (status, out.encode()) == (0, VERSES)
    assert profile.executed == {"own.py"}


CRASHES_LATE = (
    OWN
    + """
    def dataReceived(self, data):
        super().dataReceived(data)
        if b"two" in data:
            import ctypes
            ctypes.string_at(0)
"""
)


def test_a_relay_hears_elsewhere_and_passes_on_what_a_crash_leaves_unheard(hostile: Profile) -> None:
    hostile.put("late", CRASHES_LATE.replace("class Own", "class Late"))
    for protocol in ("own", "late"):
        told = ["--protocol", protocol, "--no-record", "--clients", "1"]
        with sending(VERSES * 4_000) as address, hostile.start("relay", "0", address, *told) as process:
            try:
                assert process.stderr is not None
                relaying = process.stderr.readline()
                assert relaying.startswith(b"Relaying ")
                got = run("get", relaying.split()[1].decode())
                assert (got.returncode, got.stdout) == (0, VERSES * 4_000)
                out, error = process.communicate(timeout=PATIENCE)
            finally:
                process.kill()
        assert process.returncode == 0
        assert b" < one\n" in out
        assert (b"its process ended with SIGSEGV" in error) is (protocol == "late")
        assert (b"the rest is passed on, and heard as raw bytes" in error) is (protocol == "late")
    for name, place in PLACES.items():
        status, stdout, stderr = hostile.run("relay", "0", "1", "--protocol", name)
        assert (status, stdout, stderr.count("\n")) == (2, "", 1)
        assert place in stderr
    assert not hostile.executed
