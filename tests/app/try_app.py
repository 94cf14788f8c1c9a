"""Tries a stand-alone program where there is no Python: the demo, and all for which it runs a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from poetrygui.core.reading import find_worker

_PATIENCE = 300.0
_MINE = '''"""Imports what comes with Python and Twisted, and nothing of this program but its interface."""
import sqlite3, statistics
from twisted.protocols.amp import AMP
from twisted.protocols.basic import LineOnlyReceiver
from poetrygui.api import PoemProtocol, Sample
API = 1
SAMPLES = [Sample(b"a\\r\\nb\\r\\n", [b"a", b"b"])]
class Mine(PoemProtocol, LineOnlyReceiver):
    def lineReceived(self, line):
        self.deliver(line)
'''
_QUESTION = b'{"pattern": "o", "ignore_case": false}\n' + find_worker.QUESTION.pack(b"count", 0, 7, 7) + b"one two"
_ANSWER = find_worker.LENGTH.pack(2) + find_worker.numbers(2).pack(2, 7)


class App:
    """The program, run with an environment in which nothing else is found."""

    def __init__(self, program: Path, home: Path) -> None:
        """Run ``program`` with ``home`` as its user's folder, which is the current one."""
        self._program = program
        self._home = home
        self.environment = {"HOME": str(home), "PATH": str(home / "nothing")}  # and no display

    def run(self, *arguments: str, given: bytes = b"", status: int = 0) -> str:
        """Return what it writes to standard output; end all where its exit status is another."""
        done = subprocess.run(
            [self._program, *arguments],
            cwd=self._home,
            env=self.environment,
            input=given,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        if done.returncode != status:
            said = (done.stdout + done.stderr).decode(errors="replace")
            sys.exit(f"failed  {' '.join(arguments)}: {done.returncode} and not {status}\n{said}")
        print("ok     ", *arguments, flush=True)
        return done.stdout.decode("latin-1")


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "poem.txt").write_bytes(b"one line\nanother\n")
        (home / "mine.py").write_text(_MINE, "utf-8")
        app = App(program, home)
        app.run("--version")
        _expect("own-process find", app.run("own-process", "find", given=_QUESTION), _ANSWER.decode("latin-1"))
        app.run("protocols", "trust", "mine.py")
        _expect("protocols check", app.run("protocols", "check", "mine.py"), "all of it holds")
        app.run("get", "file:poem.txt", "--protocol", "lines", "--record", "poem.poemrec")
        app.run("reframe", "poem.poemrec", "--protocol", "lines")
        _expect("reframe", app.run("reframe", "poem.poemrec", "--protocol", "raw", status=1), "1 difference")
        if "LD_LIBRARY_PATH" not in os.environ:
            told = app.run("get", "command:/usr/bin/env", "--protocol", "lines")
            if "_internal" in told:
                sys.exit(f"failed  a program that it starts is given what is the stand-alone program's own:\n{told}")
        if app.run("demo").count("complete") < 3:
            sys.exit("failed  demo: not all of it came")


def _expect(what: str, told: str, part: str) -> None:
    if part not in told:
        sys.exit(f"failed  {what}: {part!r} is not in what it said:\n{told}")


if __name__ == "__main__":
    main()
