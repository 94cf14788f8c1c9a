"""Standard input: whatever it is, read by one."""

from __future__ import annotations

import os
import pty
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Outcome, Receiving
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.stdin import Stdin
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, StartFetch
from tests.core.transports.stream_ways import be_standard_input

Feed = Callable[[int], None]


@pytest.fixture
def feed() -> Iterator[Feed]:
    """Return a function that puts a descriptor in the place of standard input."""
    with ExitStack() as clean:
        yield lambda descriptor: be_standard_input(clean, descriptor)


def test_its_address() -> None:
    assert parse_address("-") == parse_address("stdin:") == Stdin()
    assert (str(Stdin()), Stdin().destination) == ("stdin:", StreamAddress(b"standard input"))
    with pytest.raises(AddressError, match="Standard input has no name, and 'verse' is one"):
        parse_address("stdin:verse")


def test_a_file_is_read_from_where_it_stands(feed: Feed, fetched: Fetched, tmp_path: Path) -> None:
    (tmp_path / "verse").write_bytes(b"title\nverse\n")
    descriptor = os.open(tmp_path / "verse", os.O_RDONLY)
    os.lseek(descriptor, 6, os.SEEK_SET)
    feed(descriptor)
    running = fetched("-", "lines")
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"verse\n")
    assert running.ended.reason == "standard input ended"
    os.fstat(0)


def test_a_terminal_ends_by_ctrl_d_and_keeps_its_ways(feed: Feed, start_fetch: StartFetch, wait_for: WaitFor) -> None:
    ours, terminal = pty.openpty()
    feed(terminal)
    running = start_fetch("stdin:", "lines")
    os.write(ours, b"verse\n\x04")
    wait_for(running.done)
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"verse\n")
    assert os.get_blocking(0)
    os.close(ours)


def test_two_would_each_get_a_part(
    feed: Feed, start_fetch: StartFetch, fetched: Fetched, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    reading, writing = os.pipe()
    feed(reading)
    first = start_fetch("-", "lines")
    wait_until(lambda: isinstance(first.fetch.state, Receiving))
    refused = fetched("-", "lines")
    assert (refused.outcome, refused.ended.reason) == (
        Outcome.UNREACHABLE,
        "Standard input is being read already: name it once.",
    )
    os.write(writing, b"verse\n")
    os.close(writing)
    wait_for(first.done)
    assert first.rows == b"verse\n"
    assert fetched("-", "lines").outcome is Outcome.COMPLETE  # nothing is left of it


def test_a_standard_input_that_is_closed(feed: Feed, fetched: Fetched) -> None:
    feed(os.open("/dev/null", os.O_RDONLY))
    os.close(0)
    running = fetched("-")
    os.open("/dev/null", os.O_RDONLY)
    assert "Standard input is closed" in running.ended.reason
