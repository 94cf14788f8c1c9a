"""Reading at once what has come on a connection, without a turn of the reactor's in between."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable
from functools import partial
from typing import Any

from twisted.internet.tcp import Connection

if sys.platform != "win32":
    import fcntl
    import termios


def reads_what_is_there(transport: Any) -> Callable[[], object] | None:
    """Return what reads from a ``transport`` where bytes have come by then; None where it has to be waited for them."""
    if sys.platform == "win32" or not isinstance(transport, Connection):
        return None
    return partial(_read, transport)


def _read(transport: Connection) -> None:
    # Only where there are bytes: of an end, and of an error, which is told once, the reactor is to hear.
    if transport.connected and not transport.disconnecting and _bytes_there(transport.getHandle().fileno()):
        transport.doRead()


def _bytes_there(descriptor: int) -> int:
    size = array("i", [0])
    try:
        fcntl.ioctl(descriptor, termios.FIONREAD, size)
    except OSError:
        return 0
    return size[0]
