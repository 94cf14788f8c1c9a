"""A fetch from the command line comes to its end, whatever holds it up."""

from __future__ import annotations

import math
import os
import signal
import subprocess
from pathlib import Path

import pytest

from poetrygui.commands.get_run import let_protocols_take_their_time
from poetrygui.core.guard.hang_guard import GUARD
from tests.commands.piped import LINE, started
from tests.commands.senders import sending
from tests.commands.test_get import closed_port
from tests.surroundings import PATIENCE


def test_nobody_who_reads_what_is_told_ends_it() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with started(["get", closed_port()], stdout=writing, stderr=writing) as process:
        os.close(writing)
        assert process.wait(PATIENCE) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("arguments", [[], ["--jsonl"], ["--output", "{folder}", "--jsonl"]])
def test_a_signal_ends_it_while_nobody_reads(tmp_path: Path, number: int, arguments: list[str]) -> None:
    given = [argument.format(folder=tmp_path) for argument in arguments]
    reading, writing = os.pipe()
    with (
        sending(LINE, then="more") as address,
        started(["get", address, *given], stdout=writing, stderr=writing) as process,
    ):
        os.close(writing)
        assert os.read(reading, 1)
        process.send_signal(number)
        assert process.wait(PATIENCE) == 1
        os.close(reading)
    assert all(path.name.endswith(".part") for path in tmp_path.iterdir())


def test_what_was_written_is_told_when_nobody_reads_the_rest() -> None:
    reading, writing = os.pipe()
    with (
        sending(LINE, then="more") as address,
        started(["get", address], stdout=writing, stderr=subprocess.PIPE) as process,
    ):
        os.close(writing)
        assert os.read(reading, 1)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
        os.close(reading)
    assert f"{address}: stopped, ".encode() in told
    assert b"disk" not in told


def test_a_protocol_in_whose_midst_somebody_sits_has_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", GUARD.limit)
    monkeypatch.setenv("PYTHON_COLORS", "1")
    let_protocols_take_their_time()
    assert (GUARD.limit, os.environ["PYTHON_COLORS"]) == (math.inf, "0")
