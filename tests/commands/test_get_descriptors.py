"""``poetrygui get`` with more addresses than there are descriptors for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.running import serving
from tests.surroundings import PATIENCE


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("options", [[], ["--jsonl"], ["--output", "poems"]], ids=["whole", "jsonl", "output"])
def test_more_servers_than_there_are_descriptors_for(tmp_path: Path, options: list[str]) -> None:
    poem = tmp_path / "poem.txt"
    poem.write_bytes(b"a line\n" * 1000)
    limited = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)); "
    program = f"{limited}sys.argv[0] = 'poetrygui'; runpy.run_module('poetrygui', run_name='__main__')"
    with serving(poem) as (address,):
        done = subprocess.run(
            [sys.executable, "-c", program, "get", *[address] * 60, *options],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
    assert done.returncode == 0, done.stderr
    assert b" of 60 wait until others have ended: " in done.stderr
    assert b"raceback" not in done.stderr
    if options == ["--jsonl"]:
        ends = [line for line in map(json.loads, done.stdout.splitlines()) if line["event"] == "end"]
        assert [(end["outcome"], end["bytes"]) for end in ends] == [("complete", 7000)] * 60
    elif options:
        assert [path.read_bytes() for path in (tmp_path / "poems").iterdir()] == [poem.read_bytes()] * 60
    else:
        assert done.stdout.count(b": complete\n") == 60
        assert done.stdout.count(b"a line\n") == 60_000
