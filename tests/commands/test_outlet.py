"""Writing in a thread: in its order, one after another, and nobody waits for a reader who takes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import define, field
from twisted.python.failure import Failure

from poetrygui.commands.outlet import Outlet
from poetrygui.commands.standard_streams import StandardStream
from tests.conftest import WaitFor


@define
class Written:
    """An outlet to a pipe, and what was told of failures."""

    outlet: Outlet
    reader: int
    failures: list[str] = field(factory=list)

    def arrived(self) -> bytes:
        return os.read(self.reader, 1 << 20)


@pytest.fixture
def written(reactor: Any, wait_for: WaitFor) -> Iterator[Written]:
    reader, writer = os.pipe()
    failures: list[str] = []
    out: Any = StandardStream(writer, None)
    outlet = Outlet(reactor, out, lambda: failures.append("failed"))
    made = Written(outlet, reader, failures)
    yield made
    wait_for(outlet.disk.close())
    for descriptor in {made.reader, writer} - {-1}:
        os.close(descriptor)


def test_all_is_written_in_its_order(written: Written, wait_for: WaitFor) -> None:
    done: list[object] = []
    written.outlet.write(b"first\n")
    written.outlet.write_poem("a poem", [b"one\n", b"", b"two"], done.append)
    written.outlet.write_poem("another", [b"three\n"], done.append)
    written.outlet.write(b"last\n")
    wait_for(written.outlet.when_written())
    assert written.arrived() == b"first\na poem\none\ntwo\n\nanother\nthree\n\nlast\n"
    assert (done, written.failures, written.outlet.disk.backlog) == ([None, None], [], 0)


def test_something_else_is_done_in_its_turn_and_its_result_or_failure_told(written: Written, wait_for: WaitFor) -> None:
    results: list[Any] = []

    def refuse() -> None:
        raise OSError("no")

    written.outlet.run(lambda: 7, results.append)
    written.outlet.run(refuse, results.append)
    wait_for(written.outlet.when_written())
    assert results[0] == 7
    assert isinstance(results[1], Failure)


def test_a_reader_who_leaves_is_told_of_and_nothing_more_is_written(written: Written, wait_for: WaitFor) -> None:
    os.close(written.reader)
    written.reader = -1
    written.outlet.write(b"verse\n")
    wait_for(written.outlet.when_written())
    assert written.failures
    done: list[object] = []
    written.outlet.write_poem("a poem", [b"verse\n"], done.append)
    written.outlet.end_poem(done.append)
    wait_for(written.outlet.when_written())
    assert done == [None, None]


def test_what_is_closed_writes_nothing_more(written: Written, wait_for: WaitFor) -> None:
    written.outlet.write(b"before\n")
    wait_for(written.outlet.when_written())
    written.outlet.close()
    written.outlet.write(b"after\n")
    wait_for(written.outlet.when_written())
    assert written.arrived() == b"before\n"


def test_a_write_that_does_not_return_is_waited_for_no_longer(written: Written) -> None:
    results: list[Any] = []
    written.outlet.write_poem("a poem", [bytes(1 << 20)], results.append)  # more than the pipe takes
    written.outlet.run(lambda: 7, results.append)
    assert written.arrived()  # the write has begun
    written.outlet.abandon()
    assert [result.check(OSError) for result in results] == [OSError, OSError]
    written.outlet.run(lambda: pytest.fail("there is no time"), results.append)
    assert results[2] is None
    os.close(written.reader)  # so that the thread ends
    written.reader = -1
