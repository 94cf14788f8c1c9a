"""What README shows to a newcomer works as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from poetrygui.api import CollectedFrames
from poetrygui.paths import resources
from poetrygui.plugins.loader import load_protocol
from tests.commands.running import serving
from tests.surroundings import PATIENCE

README = Path(__file__).parent.parent / "README.md"
TYGER = resources() / "poems" / "tyger.txt"


def python_block(number: int) -> str:
    """Return one of README's Python snippets."""
    blocks: list[str] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return blocks[number]


def test_the_protocol_in_ten_lines() -> None:
    source = python_block(0)
    assert len([line for line in source.splitlines() if line.strip()]) <= 10
    protocol = load_protocol(Path("int32.py"), source.encode())()
    protocol.sink = sink = CollectedFrames()
    protocol.dataReceived(b"\0\0\0\5hello\0\0")
    assert sink.received == [b"hello"]
    assert protocol.unfinished() is not None


def test_the_core_from_a_program(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(python_block(1), encoding="utf-8")
    with serving(TYGER, "--protocol", "netstring") as (address,):
        got = subprocess.run(
            [sys.executable, program, address], capture_output=True, timeout=PATIENCE, check=True, encoding="utf-8"
        )
    lines = TYGER.read_text(encoding="utf-8")
    assert got.stdout.startswith(lines)
    assert f"complete: {len(lines.splitlines())} frames" in got.stdout


def test_the_screenshot_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert pictures
    for picture in pictures:
        assert (README.parent / picture).read_bytes().startswith(b"\x89PNG")
