"""Where one begins to frame a recording whose beginning is not kept: with a frame, by what it was framed as it came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.kept_tape import Begin
from poetrygui.recordings.workers import StartJob


def begin_in(message: Message) -> Begin | None:
    """Return what the job has said; None where that is something else."""
    if not isinstance(message, dict) or "begin" not in message:
        return None
    wire, frames = message["begin"]
    return int(wire), int(frames)


def find_beginning(
    folder: Path, protocol: PinnedProtocol, start: StartJob, on_found: Callable[[Begin | None], object]
) -> None:
    """Find it in the recording in ``folder``, by a job that ``start`` starts; call ``on_found`` with it, or with None.

    It was framed by ``protocol`` as it came.
    """
    found: list[Begin] = []

    def hear(message: Message) -> None:
        if (begin := begin_in(message)) is not None:
            found.append(begin)

    def ended(_: HostEnd) -> None:
        on_found(found[0] if found else None)

    arguments = {"recording": str(folder), "protocol": protocol.as_json()}
    start("begin", arguments, hear, ended)
