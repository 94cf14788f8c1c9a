"""What protocols print, and asking them questions in a debugger."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import COMMAND, events, run, serving
from tests.commands.senders import sending
from tests.commands.terminal import on_terminal
from tests.surroundings import PATIENCE

TALKER = """
import os, subprocess, sys, threading
from twisted.internet import reactor
from poetrygui.api import PoemProtocol, Sample

NEEDS = "processes"
print("as it is loaded")
SAMPLES = [Sample(received=b"poem", frames=[b"poem"])]

class Talker(PoemProtocol):
    def connectionMade(self):
        print("as it is made")
        os.write(1, b"by descriptor\\n")
        subprocess.run(["echo", "by a child"])
        sys.stdout.buffer.write(b"by bytes\\n")
        thread = threading.Thread(target=print, args=["by a thread"])
        thread.start()
        thread.join()

    def dataReceived(self, data):
        self.deliver(data)
        print("at the last,", "without an end", end="")

    def encode(self, frame):
        print("to send")
        return frame
"""
WORDS = ["as it is loaded", "as it is made", "by descriptor", "by a child", "by bytes", "by a thread"]


def written(folder: Path, source: str) -> Path:
    file = folder / "talker.py"
    file.write_text(source, "utf-8")
    file.chmod(0o600)
    return file


def trusting(file: Path) -> list[str]:
    file.parent.chmod(0o700)
    profile = file.parent / "profile"
    (profile / "protocols").mkdir(parents=True, mode=0o700, exist_ok=True)
    profile.chmod(0o700)
    moved = file.rename(profile / "protocols" / file.name)
    return ["--protocol", "talker", "--profile", str(profile), "--trust", str(moved)]


@pytest.mark.parametrize("arguments", [[], ["--jsonl"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_a_protocol_prints_goes_to_standard_error(tmp_path: Path, arguments: list[str], unbuffered: str) -> None:
    options = trusting(written(tmp_path, TALKER))
    with sending(b"poem") as address:
        got = run("get", address, *options, *arguments, env={"PYTHONUNBUFFERED": unbuffered})
    if arguments:
        assert [each["text"] for each in events(got.stdout, "frame")] == ["poem"]
    else:
        assert got.stdout == b"poem\n"
    told = got.stderr.decode()
    for words in [*WORDS, "at the last, without an end"]:
        assert words in told


def test_serving_and_checking_keep_their_output_for_themselves(tmp_path: Path) -> None:
    file = written(tmp_path, TALKER)
    checked = run("protocols", "check", file)
    assert b"as it is loaded" in checked.stderr
    assert b"to send" in checked.stderr
    assert all(line.startswith((b"ok ", b"FAILED ", b"talker.py: ")) for line in checked.stdout.splitlines())
    poem = tmp_path / "poem.txt"
    poem.write_bytes(b"poem\n")
    # The first line is what it says where it serves.
    with serving(poem, *trusting(file)) as (address,):
        assert address.startswith("127.0.0.1:")


def test_a_print_does_nothing_on_a_terminal(tmp_path: Path) -> None:
    source = TALKER.replace('print("as it is made")', 'print("\\x1b[2J\\u202e"); sys.stderr.write("\\x9b31m\\n")')
    with sending(b"poem") as address:
        _, got = on_terminal("get", address, *trusting(written(tmp_path, source)), out=False)
    assert "⟦ESC⟧[2J⟦U+202E⟧" in got.decode()
    assert "⟦U+009B⟧31m" in got.decode()
    assert b"\x1b[2J" not in got


DEBUGGED = """
from poetrygui.api import PoemProtocol
class Talker(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
        answer = len(data) + 1000
        breakpoint()
        print("went on")
"""


@pytest.mark.parametrize("arguments", [[], ["--jsonl"]])
def test_a_debugger_is_talked_to_on_a_terminal_for_as_long_as_it_takes(tmp_path: Path, arguments: list[str]) -> None:
    options = trusting(written(tmp_path, DEBUGGED))
    # Longer than the guard lets anybody work.
    answers = [(b"(Pdb) ", b"import time; time.sleep(0.7)"), (b"(Pdb) ", b"p answer"), (b"(Pdb) ", b"c")]
    with sending(b"poem") as address:
        status, got = on_terminal("get", address, "--no-guard", *options, *arguments, out=False, answers=answers)
    assert status == 0
    assert b"1004" in got
    assert b"went on" in got


def test_a_debugger_is_talked_to_by_pipes(tmp_path: Path) -> None:
    options = trusting(written(tmp_path, DEBUGGED))
    with sending(b"poem") as address:
        got = subprocess.run(
            [*COMMAND, "get", address, "--no-guard", "--jsonl", *options],
            input=b"import time; time.sleep(0.7)\np answer\nc\n",
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=os.environ,
        )
    assert got.returncode == 0
    assert b"1004" in got.stderr
    assert events(got.stdout, "end")[0]["outcome"] == "complete"
