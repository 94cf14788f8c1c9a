"""Opening serial ports: what is passed on, and how it is told why one cannot be opened."""

from __future__ import annotations

import errno
import importlib
import os
import sys
import termios
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from poetrygui.core.transports.streams.serial_port import LineSettings, check_port, not_taken, open_port
from poetrygui.errors import AddressError

USUAL = LineSettings(9600, 8, "none", "1", "none", dtr=True, rts=True)
_MARK = termios.PARENB | termios.PARODD


def ports(*names: str) -> Any:
    found = [SimpleNamespace(device=name, description="n/a") for name in names]

    class Sorted(SimpleNamespace):
        def __lt__(self, other: Any) -> bool:
            return bool(self.device < other.device)

    described = [Sorted(device=each.device, description=each.description) for each in found]
    if described:
        described[0].description = "a dongle"
    return SimpleNamespace(comports=lambda: described)


@pytest.mark.parametrize(
    "names, said",
    [
        ((), "this machine has none now; plug it in"),
        (("/dev/b", "/dev/a"), "choose one of /dev/b (a dongle), /dev/a."),
        (tuple(f"/dev/{number:02}" for number in range(12)), "/dev/09 and 2 more."),
    ],
)
def test_the_ports_that_there_are(
    names: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", ports(*names))
    with pytest.raises(AddressError) as refused:
        check_port(tmp_path / "nonesuch")
    assert said in str(refused.value)


def test_what_is_no_device(tmp_path: Path) -> None:
    with pytest.raises(AddressError, match="is a folder"):
        check_port(tmp_path)


def test_who_may_not_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.R_OK)
    with pytest.raises(AddressError, match="You may not use '/dev/null': ask for the permission"):
        check_port(Path("/dev/null"))


@pytest.mark.parametrize(
    "error, said",
    [
        (OSError(errno.EBUSY, "busy"), "another program has it; close it there."),
        (OSError(errno.EIO, "Input/output error"), "input/output error."),
        (OSError("something odd"), "something odd."),
        (ValueError("Failed to set custom baud rate (7)"), "failed to set custom baud rate (7)."),
    ],
)
def test_why_it_cannot_be_opened(error: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_settings: object, **_more: object) -> Any:
        raise error

    monkeypatch.setattr("serial.Serial", refuse)
    with pytest.raises(AddressError) as refused:
        open_port(Path("/dev/null"), USUAL)
    assert str(refused.value) == f"The serial port '/dev/null' cannot be used: {said}"


def test_the_lines_are_set_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    class Port(SimpleNamespace):
        def __init__(self, *settings: object, **more: object) -> None:
            super().__init__()
            given.extend([settings, more])

        def open(self) -> None:
            given.append((self.dtr, self.rts, self.port))

    monkeypatch.setattr("serial.Serial", Port)
    open_port(Path("/dev/null"), LineSettings(300, 7, "mark", "1.5", "rts-cts", dtr=False, rts=True))
    assert given == [(None, 300, 7, "M", 1.5), {"exclusive": True, "rtscts": True}, (False, True, "/dev/null")]


def test_what_the_device_does_not_do_is_said() -> None:
    ours, theirs = os.openpty()
    port = open_port(Path(os.ttyname(theirs)), USUAL)
    try:
        assert not_taken(port, USUAL) == ""
        # A terminal of this kind takes eight bits without parity, and has no lines beside the data.
        odd = LineSettings(300, 5, "mark", "1.5", "dsr-dtr", dtr=False, rts=True)
        said = not_taken(port, odd)
        assert said.startswith("the serial line is not set as it was asked for, since its device cannot do that: ")
        assert said.endswith("baud=300, data_bits=5, parity=mark, stop_bits=1.5, flow=dsr-dtr, dtr=no")
        assert not_taken(port, evolve(USUAL, flow="rts-cts", rts=False)).endswith(": flow=rts-cts, rts=no")
        assert not_taken(port, evolve(USUAL, baud=123_457)) == ""
    finally:
        port.close()
        os.close(ours)
        os.close(theirs)


def test_what_a_device_does_is_not_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    bits = {5: termios.CS5, 7: termios.CS7}
    stick = importlib.import_module("serial.serialposix").CMSPAR
    port = SimpleNamespace(fd=-1, cts=False)
    for settings, flags in (
        (evolve(USUAL, data_bits=7, parity="even", stop_bits="2"), bits[7] | termios.PARENB | termios.CSTOPB),
        (evolve(USUAL, data_bits=5, parity="mark", stop_bits="1.5"), bits[5] | _MARK | stick | termios.CSTOPB),
        (evolve(USUAL, data_bits=7, parity="space", dtr=False), bits[7] | termios.PARENB | stick),
        (evolve(USUAL, data_bits=7, parity="odd", flow="rts-cts"), bits[7] | _MARK | termios.CRTSCTS),
    ):
        taken: list[Any] = [0, 0, flags, 0, termios.B9600, termios.B9600, []]
        monkeypatch.setattr(termios, "tcgetattr", {port.fd: taken}.__getitem__)
        assert not_taken(port, settings) == ""
        assert "parity=none" in not_taken(port, USUAL)
    assert "stop_bits=1.5" in not_taken(port, evolve(USUAL, stop_bits="1.5"))
