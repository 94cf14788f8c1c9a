"""FIFOs: who is waited for, and what is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from poetrygui.core.outcomes import Outcome, Receiving
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.fifo import Fifo
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.conftest import StartFetch


def test_its_address_is_a_path_as_it_stands() -> None:
    assert parse_address("fifo:/run/a: b") == Fifo("/run/a: b")
    assert str(Fifo("/run/a: b")) == "fifo:/run/a: b"
    assert Fifo("/run/\udcff").destination == StreamAddress(b"/run/\xff")
    with pytest.raises(AddressError, match="A FIFO needs its path: write fifo:/PATH"):
        parse_address("fifo:")


def test_what_is_no_fifo_is_refused(tmp_path: Path) -> None:
    (tmp_path / "verse").touch()
    with pytest.raises(AddressError, match="is a regular file: write file:"):
        parse_address(f"fifo:{tmp_path}/verse").check()


def test_a_writer_is_waited_for_and_another_after_it_is_none_of_this_stream(
    tmp_path: Path, start_fetch: StartFetch, wait_for: WaitFor, wait_until: Callable[..., None]
) -> None:
    os.mkfifo(tmp_path / "fifo")
    running = start_fetch(f"fifo:{tmp_path}/fifo", "lines")
    wait_until(lambda: isinstance(running.fetch.state, Receiving))
    assert running.connection.bytes_received == 0
    first, second = (os.open(tmp_path / "fifo", os.O_WRONLY) for _ in range(2))
    os.write(first, b"one\n")
    os.close(first)
    os.write(second, b"two\n")
    os.close(second)
    wait_for(running.done)
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"one\ntwo\n")
    assert running.ended.reason == "the last writer closed the FIFO"
