"""A pipe's reader who leaves is noticed once, within a look, though nothing is written."""

from __future__ import annotations

import os
import select
from pathlib import Path

import pytest
from twisted.internet.task import Clock

from poetrygui.commands.pipe_watch import PipeWatch

pytestmark = pytest.mark.skipif(not hasattr(select, "poll"), reason="this system cannot look")


def test_it_is_noticed_once_that_the_reader_has_left() -> None:
    reader, writer = os.pipe()
    clock, gone = Clock(), list[str]()
    PipeWatch(clock, [writer], lambda: gone.append("gone"))
    clock.pump([1] * 3)
    assert gone == []
    os.close(reader)
    clock.pump([1] * 3)
    assert gone == ["gone"]
    assert clock.getDelayedCalls() == []
    os.close(writer)


def test_one_of_several_is_enough() -> None:
    pipes = [os.pipe() for _ in range(2)]
    clock, gone = Clock(), list[str]()
    PipeWatch(clock, [writer for _, writer in pipes], lambda: gone.append("gone"))
    os.close(pipes[1][0])
    clock.advance(1)
    assert gone == ["gone"]
    for descriptor in (pipes[0][0], pipes[0][1], pipes[1][1]):
        os.close(descriptor)


def test_nobody_looks_after_the_end() -> None:
    reader, writer = os.pipe()
    clock, gone = Clock(), list[str]()
    watch = PipeWatch(clock, [writer], lambda: gone.append("gone"))
    watch.stop()
    watch.stop()
    os.close(reader)
    clock.pump([1] * 3)
    assert (gone, clock.getDelayedCalls()) == ([], [])
    os.close(writer)


def test_what_is_no_pipe_is_left_alone(tmp_path: Path) -> None:
    clock = Clock()
    with (tmp_path / "file").open("wb") as file:
        PipeWatch(clock, [file.fileno()], lambda: pytest.fail("a file has no reader"))
        assert clock.getDelayedCalls() == []
