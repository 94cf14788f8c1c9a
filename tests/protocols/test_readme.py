"""Every block of the authors' guide works as it stands there."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import frozen

from poetrygui.core.outcomes import Outcome
from poetrygui.plugins.checking.check import check_protocol, load_file
from poetrygui.plugins.checking.samples import samples_of
from poetrygui.plugins.checking.trial import try_protocol
from poetrygui.plugins.needs import Needs, read_needs
from poetrygui.plugins.options import configured, module_of
from tests.commands.running import start
from tests.programs import Program
from tests.surroundings import PATIENCE

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "protocols" / "README.md"


@frozen
class Block:
    """A block of the guide, and the file that was last named before it."""

    kind: str
    text: str
    file: str

    @property
    def is_file(self) -> bool:
        return self.kind == "python" and "\nclass " in self.text


def blocks() -> list[Block]:
    guide = GUIDE.read_text("utf-8")
    found = []
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE):
        named = re.findall(r"`(\w+\.py)`", guide[: match.start()])
        found.append(Block(match[1], match[2], named[-1] if named else ""))
    return found


FILES = {block.file: block.text for block in blocks() if block.is_file}
HASTY = "hasty.py"
VERSES = "verses.py"


def names(block: Block) -> str:
    return f"{block.kind}-{block.text.splitlines()[0][:40]}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the guide's files."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_every_block_is_run_below() -> None:
    assert {block.kind for block in blocks()} == {"python", "console"}
    assert len(FILES) == sum(block.is_file for block in blocks()), "each file has a name of its own"
    others = [block.text for block in blocks() if block.kind == "python" and not block.is_file]
    assert len(others) == 3
    assert "def test_" in others[0]
    assert "StringTransport" in others[1]
    assert read_needs(others[2].encode(), "own.py") == Needs(("network",))


@pytest.mark.parametrize("name", sorted(set(FILES) - {HASTY}))
def test_a_file_of_the_guide_works(folder: Path, name: str, reactor: Any) -> None:
    protocol = load_file(folder / name)
    samples = samples_of(protocol)
    if name == VERSES:
        trial = try_protocol(configured(protocol, {"count": "1"}), [b"hel", b"lo"])
        assert (trial.frames, trial.outcome) == ([b"hello"], Outcome.COMPLETE)
    elif samples:
        report = check_protocol(protocol, samples)
        assert report.passed, str(report)
    else:
        trial = try_protocol(protocol, [b"hel", b"lo\r\nyou\r\n"])
        assert (trial.frames, trial.outcome) == ([b"hello", b"you"], Outcome.COMPLETE)


def test_the_fixture_is_used_as_shown(folder: Path) -> None:
    text = next(block.text for block in blocks() if "def test_" in block.text)
    (folder / "test_mine.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "poetrygui.testing", "-p", "no:cacheprovider", str(folder)]
    got = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, timeout=PATIENCE, check=False
    )
    assert got.returncode == 0, got.stdout.decode()
    assert b"1 passed" in got.stdout


def test_a_protocol_is_tried_by_hand_as_shown(folder: Path) -> None:
    text = next(block.text for block in blocks() if "StringTransport" in block.text)
    exec(text, dict(module_of(load_file(folder / "readings.py"))))


@pytest.mark.parametrize("block", [block for block in blocks() if block.kind == "console"], ids=names)
def test_the_commands_say_what_is_shown(folder: Path, block: Block) -> None:
    if "protocols new" in block.text:
        (folder / "readings.py").unlink()
    with Console(folder) as console:
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            assert matches(shown, told := console.run(command)), f"$ {command}\n{told}"


def matches(shown: str, told: str) -> bool:
    pattern = "".join(".*" if part == "…" else re.escape(part) for part in re.split("(…)", shown.strip()))
    return re.fullmatch(pattern, told.strip(), re.DOTALL) is not None


def environment(folder: Path) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


class Console:
    """Runs commands one after the other in the profile's folder, on a port of its own; ``&`` leaves one running."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        self.folder = self.profile / "protocols"
        self.folder.mkdir(parents=True)
        for path in folder.glob("*.py"):
            shutil.copy(path, self.folder)
        # Whatever the umask is: what others can write is not trusted.
        for path in (self.profile, self.folder, *self.folder.glob("*")):
            path.chmod(0o755)
        # As long as it is held so, nobody is given that port who asks for any, and who asks for this one has it.
        self.held = socket.socket()
        self.held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.held.bind(("127.0.0.1", 0))
        self.port = str(self.held.getsockname()[1])
        if sys.platform != "linux":
            self.held.close()  # elsewhere nobody else has it then
        self.running: list[tuple[Program | subprocess.Popen[bytes], BinaryIO]] = []

    def __enter__(self) -> Console:
        return self

    def __exit__(self, *_: object) -> None:
        self.held.close()
        for process, told in self.running:
            process.terminate()
            with process, told:
                told.read()

    def run(self, command: str) -> str:
        """Return what the command says, or the first line of what one that goes on says."""
        line = command.replace("10000", self.port)
        if not line.startswith("poetrygui "):
            return subprocess.check_output(["/bin/sh", "-c", line], cwd=self.folder, text=True)
        arguments = shlex.split(line.removesuffix(" &"))[1:]
        read, write = os.pipe()
        with contextlib.chdir(self.folder):
            process = start(*arguments, "--profile", self.profile, stdout=write, stderr=write)
        os.close(write)
        told = os.fdopen(read, "rb")
        if line.endswith(" &"):
            self.running.append((process, told))
            said = told.readline()
        else:
            with process, told:
                said = told.read()
        return said.decode().replace(self.port, "10000")
