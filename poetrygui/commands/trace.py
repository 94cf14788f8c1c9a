"""Showing how the bytes come: a line for each chunk, once the way there, and what a transport says beside them."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable

from poetrygui.core.connection.connection import Connection


class Trace:
    """Sees the chunks of all tasks before their protocols do, and tells ``write`` about them."""

    def __init__(self, write: Callable[[str], object], *, chunks: bool, stack: bool) -> None:
        """Tell of each chunk if ``chunks``, and of the first one's call path if ``stack``."""
        self._write = write
        self._chunks = chunks
        self._stack = stack

    def chunk(self, task: int, connection: Connection, data: bytes) -> None:
        """Take ``data``, a chunk that is about to go from a connection to its protocol; ``task`` is its number."""
        if self._chunks:
            self._write(f"Task {task}: got {len(data)} bytes of poetry from {connection.transport.getPeer()}")
        if self._stack:
            self._stack = False
            self._write(_call_path(connection))

    def aside(self, where: str, text: str) -> None:
        """Tell what a transport says beside the bytes, each line led by ``where``, if that is not empty."""
        lead = f"{where}: " if where else ""
        self._write("\n".join(lead + line for line in text.splitlines()))


def _call_path(connection: Connection) -> str:
    frames = traceback.extract_stack()
    # What comes after the connection's own dataReceived is this tracing, not the way to the protocol.
    while frames and frames[-1].filename != inspect.getsourcefile(Connection):
        frames.pop()
    lines = ["The way from the reactor to the protocol:\n", *traceback.format_list(frames)]
    protocol = connection.wrappedProtocol
    method = type(protocol).dataReceived
    name = f"{type(protocol).__name__}.{method.__name__}"
    lines.append(f'  File "{inspect.getsourcefile(method)}", line {method.__code__.co_firstlineno}, in {name}\n')
    return "".join(lines).rstrip()
