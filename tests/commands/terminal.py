"""A terminal of the test's own, and the installed command on it."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import time
import tty
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.commands.running import start
from tests.surroundings import PATIENCE


def on_terminal(
    *arguments: str | Path,
    out: bool = True,
    error: bool = True,
    env: Mapping[str, str] | None = None,
    answers: Sequence[tuple[bytes, bytes]] = (),
) -> tuple[int, bytes]:
    """Run the command with standard output, standard error or both on a terminal; what is not on it goes nowhere.

    Each of ``answers`` is typed when the text before it is there. Returns the exit status and all that the terminal
    got, as it was written.
    """
    ours, theirs = pty.openpty()
    tty.setraw(theirs)  # so that nothing is turned into anything else on the way
    process = start(
        *arguments,
        stdin=theirs,
        stdout=theirs if out else subprocess.DEVNULL,
        stderr=theirs if error else subprocess.DEVNULL,
        env=env,
        new_session=True,
    )
    os.close(theirs)
    try:
        got = _read_all(ours, list(answers))
        return process.wait(timeout=PATIENCE), got
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _read_all(terminal: int, answers: list[tuple[bytes, bytes]]) -> bytes:
    got, looked_at = b"", 0
    end = time.monotonic() + PATIENCE
    # A terminal that nobody has open any more is an error to read from.
    with contextlib.suppress(OSError):
        while select.select([terminal], [], [], max(end - time.monotonic(), 0))[0]:
            got += os.read(terminal, 65536)
            if answers and answers[0][0] in got[looked_at:]:
                looked_at = len(got)
                os.write(terminal, answers.pop(0)[1] + b"\n")
    return got
