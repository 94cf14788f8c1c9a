"""Serial lines: how they are written, what is refused, and what is set of the port."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.serial import Serial
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.errors import AddressError
from tests.core.conftest import Fetched, StartFetch
from tests.core.transports.wired_line import WiredLine

paths = st.text(st.characters(min_codepoint=33, exclude_characters="?\x7f", exclude_categories=["Cs", "Z"]), min_size=1)
lines = st.builds(
    Serial,
    paths.map(lambda path: f"/{path}"),
    baud=st.integers(1, 4_000_000),
    data_bits=st.sampled_from([5, 6, 7, 8]),
    parity=st.sampled_from(["none", "even", "odd", "mark", "space"]),
    stop_bits=st.sampled_from(["1", "1.5", "2"]),
    flow=st.sampled_from(["none", "rts-cts", "dsr-dtr", "xon-xoff"]),
    dtr=st.booleans(),
    rts=st.booleans(),
)


@given(lines)
def test_its_address_is_read_back(line: Serial) -> None:
    assert parse_address(str(line)) == line


def test_how_it_is_written() -> None:
    usual = Serial("/dev/ttyUSB0")
    assert (parse_address("serial:/dev/ttyUSB0"), str(usual)) == (usual, "serial:/dev/ttyUSB0")
    fast = parse_address("serial:/dev/ttyUSB0?baud=115200&parity=even&dtr=no")
    assert fast == Serial("/dev/ttyUSB0", 115200, parity="even", dtr=False)
    assert parse_address(str(fast), {"baud": "300"}) == Serial("/dev/ttyUSB0", 300, parity="even", dtr=False)
    assert Serial("/dev/ttyUSB0").destination == StreamAddress(b"/dev/ttyUSB0")


@pytest.mark.parametrize(
    "text, said",
    [
        ("serial:", "needs its device: write one such as serial:/DEVICE"),
        ("serial:?baud=9600", "needs its device"),
        ("serial:/dev/x?9600", r"are written \?baud=9600&parity=even"),
        ("serial:/dev/x?speed=9600", "has no option 'speed': choose one of baud, data_bits"),
        ("serial:/dev/x?baud=fast", "The option baud takes a whole number, 1 or more, not 'fast'"),
        ("serial:/dev/x?data_bits=9", "The option data_bits takes one of 5, 6, 7, 8, not '9'"),
    ],
)
def test_what_cannot_be_meant(text: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        parse_address(text)


def test_what_cannot_be_opened_is_told_before(tmp_path: Path, fetched: Fetched) -> None:
    with pytest.raises(AddressError, match=r"There is no serial port .*: (choose one of|this machine has none)"):
        Serial(str(tmp_path / "nonesuch")).check()
    refused = fetched("serial:/dev/null")
    assert refused.outcome is Outcome.UNREACHABLE
    assert refused.ended.reason == (
        "The serial port '/dev/null' cannot be used: it is no serial line, or cannot be set so."
    )


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    with pytest.raises(AddressError, match=r"pip install \"poetrygui\[serial\]\""):
        Serial("/dev/null").check()


@pytest.fixture
def line(reactor: Any) -> Iterator[WiredLine]:
    made = WiredLine(reactor)
    yield made
    made.unplug()


def test_what_is_set_is_set(line: WiredLine, start_fetch: StartFetch, wait_until: Callable[..., None]) -> None:
    settings = "baud=4800&data_bits=7&parity=even&stop_bits=2&flow=xon-xoff"
    start_fetch(f"serial:{line.path}?{settings}", send="AT")
    wait_until(lambda: line.heard == b"AT")
    device = os.open(line.path, os.O_RDWR | os.O_NOCTTY)
    input_flags, _, control, _, speed, *_ = termios.tcgetattr(device)
    os.close(device)
    assert speed == termios.B4800
    # A pseudo-terminal has eight bits and no parity, whatever is asked for.
    assert control & termios.CSTOPB
    assert input_flags & termios.IXON


def test_one_program_at_a_time_has_it(line: WiredLine, start_fetch: StartFetch, fetched: Fetched) -> None:
    start_fetch(f"serial:{line.path}")
    second = fetched(f"serial:{line.path}")
    assert second.outcome is Outcome.UNREACHABLE
    assert second.ended.reason.endswith("another program has it; close it there.")


def test_a_line_that_is_unplugged(line: WiredLine, start_fetch: StartFetch, wait_for: Callable[..., Any]) -> None:
    running = start_fetch(f"serial:{line.path}")
    line.unplug()
    wait_for(running.done)
    assert running.outcome is Outcome.RESET
    assert running.ended.reason.startswith("the serial line went away")


def test_the_ports_that_there_are_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = SimpleNamespace(comports=lambda: [SimpleNamespace(device=f"/dev/{name}") for name in ("b", "a")])
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", ports)
    assert Serial.suggestions() == ("serial:/dev/a", "serial:/dev/b")
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", None)
    assert Serial.suggestions() == ()
