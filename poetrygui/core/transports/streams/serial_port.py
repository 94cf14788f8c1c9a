"""Opening a serial port, and what stands in the way of that, in a sentence."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from poetrygui.core.extras import import_extra
from poetrygui.core.transports.streams.opening import check_path
from poetrygui.errors import AddressError

if sys.platform != "win32":
    import termios

_PARITY = {"none": "N", "even": "E", "odd": "O", "mark": "M", "space": "S"}
_STOP_BITS = {"1": 1, "1.5": 1.5, "2": 2}
_FLOW: Mapping[str, Mapping[str, bool]] = {
    "none": {},
    "rts-cts": {"rtscts": True},
    "dsr-dtr": {"dsrdtr": True},
    "xon-xoff": {"xonxoff": True},
}
_MOST_NAMED = 10
_FEWEST_BITS = 5
_NO_TERMINAL = (errno.ENOTTY, errno.EINVAL)


@frozen
class LineSettings:
    """How a line is driven: ``dtr`` and ``rts`` are what these two lines are set to as it is opened."""

    baud: int
    data_bits: int
    parity: str
    stop_bits: str
    flow: str
    dtr: bool
    rts: bool


def check_port(path: Path) -> None:
    """Raise AddressError where there is no such port, with those that there are, or where it may not be used."""
    _pyserial("serial")
    if not path.exists():
        raise AddressError(f"There is no serial port {str(path)!r}: {_those_there()}.")
    check_path(path, stat.S_ISCHR)
    if not os.access(path, os.W_OK):
        raise AddressError(f"You may not use {str(path)!r}: ask for the permission (often to be of the group dialout).")


def open_port(path: Path, settings: LineSettings) -> Any:
    """Return the port, opened for this program alone. Raises AddressError."""
    check_port(path)
    serial = _pyserial("serial")
    try:
        port = serial.Serial(
            None,
            settings.baud,
            settings.data_bits,
            _PARITY[settings.parity],
            _STOP_BITS[settings.stop_bits],
            exclusive=True,
            **_FLOW[settings.flow],
        )
        # Set before it is opened: many a board starts anew where one of them changes.
        port.dtr, port.rts = settings.dtr, settings.rts
        port.port = str(path)
        port.open()
    except (OSError, ValueError) as error:
        raise AddressError(f"The serial port {str(path)!r} cannot be used: {_cause(error)}.") from error
    return port


def not_taken(port: Any, settings: LineSettings) -> str:
    """Return in a sentence what an open ``port`` does not do of the ``settings``; nothing where it does all of them.

    A system takes what a device can, and says nothing of the rest. Windows is not asked.
    """
    if sys.platform == "win32":
        return ""
    attributes = termios.tcgetattr(port.fd)
    stick: int = _pyserial("serial.serialposix").CMSPAR
    parity = {
        "none": 0,
        "even": termios.PARENB,
        "odd": termios.PARENB | termios.PARODD,
        "mark": termios.PARENB | termios.PARODD | stick,
        "space": termios.PARENB | stick,
    }
    flags, flow, bits = attributes[2], settings.flow, settings.data_bits
    speed = getattr(termios, f"B{settings.baud}", attributes[5])
    # The longer of the two stop bits lasts for one and a half where there are five data bits, and for two else.
    stops = ("1",) if not flags & termios.CSTOPB else ("1.5", "2") if bits == _FEWEST_BITS else ("2",)
    lines = _has_lines(port)
    wrong = {
        f"baud={settings.baud}": attributes[5] != speed,
        f"data_bits={bits}": flags & termios.CSIZE != getattr(termios, f"CS{bits}"),
        f"parity={settings.parity}": flags & (parity["mark"] | parity["space"]) != parity[settings.parity],
        f"stop_bits={settings.stop_bits}": settings.stop_bits not in stops,
        # The system has nothing by which to do the second.
        f"flow={flow}": (flow == "rts-cts" and not (flags & termios.CRTSCTS and lines)) or flow == "dsr-dtr",
        "dtr=no": not (settings.dtr or lines),
        "rts=no": not (settings.rts or lines),
    }
    named = ", ".join(name for name, is_wrong in wrong.items() if is_wrong)
    return f"the serial line is not set as it was asked for, since its device cannot do that: {named}" if named else ""


def ports_there() -> list[str]:
    """Return the devices of the ports that this machine has now. Raises AddressError without the extra."""
    return sorted(each.device for each in _pyserial("serial.tools.list_ports").comports())


def _pyserial(module: str) -> Any:
    return import_extra(module, "serial", "A serial line", AddressError)


def _those_there() -> str:
    ports = sorted(_pyserial("serial.tools.list_ports").comports())
    if not ports:
        return "this machine has none now; plug it in, or check how it is written"
    named = [f"{each.device} ({each.description})" for each in ports[:_MOST_NAMED] if each.description != "n/a"]
    others = [each.device for each in ports[:_MOST_NAMED] if each.description == "n/a"]
    more = f" and {len(ports) - _MOST_NAMED} more" if len(ports) > _MOST_NAMED else ""
    return f"choose one of {', '.join(named + others)}{more}"


def _has_lines(port: Any) -> bool:
    try:
        return port.cts is not None
    except OSError:
        return False


def _cause(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number in (errno.EAGAIN, errno.EBUSY):
        return "another program has it; close it there"
    if number in _NO_TERMINAL or _was_no_terminal(error):
        return "it is no serial line, or cannot be set so"
    return str(error).rstrip(".").lower() if isinstance(error, ValueError) else _words(error)


def _was_no_terminal(error: Exception) -> bool:
    # What it raises as it sets the line has the system's error in its text alone.
    return isinstance(error.__context__, Exception) and error.__context__.args[:1] in [(each,) for each in _NO_TERMINAL]


def _words(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
