"""What is told of recordings: in a line for people, and as JSON."""

from __future__ import annotations

import json

from attrs import asdict

from poetrygui.core.text.dropped_words import dropped_words
from poetrygui.core.text.unframed_words import AS_IT_CAME
from poetrygui.core.text.wording import counted, size_text, time_text
from poetrygui.recordings.framed_name import what_is_kept
from poetrygui.recordings.listed_recordings import ListedRecording
from poetrygui.recordings.new_recordings import Imported

_NO_END = "unended"
"""What stands in an outcome's place for one that runs in a window, or whose program died."""
_RUNS = "running"
"""What stands there for one that a relay records just now."""


def columns(listed: ListedRecording) -> list[str]:
    """Return its id, when it began, how long it took, its size, outcome, protocol and name, with what is kept of it."""
    info = listed.info
    ended = info.ended
    name = listed.problem or (info.name if info.address in info.name else f"{info.name} ({info.address})")
    marked = "marked as kept" if listed.is_marked else ""
    notes = ", ".join(filter(None, [what_is_kept(info), marked, dropped_words(listed.dropped)]))
    return [
        listed.id,
        "" if listed.started is None else f"{listed.started:%Y-%m-%d %H:%M:%S}",
        "" if ended is None else time_text(ended.seconds),
        size_text(listed.size),
        (_RUNS if listed.is_running else _NO_END) if ended is None else str(ended.outcome),
        info.protocol,
        ": ".join(filter(None, [name, notes])),
    ]


def listed_as_json(listed: ListedRecording) -> str:
    """Return the same, and more exactly, as JSON."""
    info, ended = listed.info, listed.info.ended
    told = {
        "id": listed.id,
        "folder": str(listed.folder),
        "name": info.name,
        "address": info.address,
        "started": info.started,
        "seconds": None if ended is None else ended.seconds,
        "bytes": listed.size,
        "dropped": asdict(listed.dropped) if listed.dropped else None,
        "marked": listed.is_marked,
        "running": listed.is_running,
        "frames": None if ended is None else ended.frames,
        "outcome": None if ended is None else str(ended.outcome),
        "reason": None if ended is None else ended.reason,
        "protocol": info.protocol,
        "options": dict(info.options),
        "kept": None if info.kept is None else str(info.kept),
    }
    return json.dumps(told | ({"problem": listed.problem} if listed.problem else {}))


def imported_line(imported: Imported) -> str:
    """Return its id, bytes, frames, what it is, how it ended, and what is missing."""
    ended = imported.info.ended
    size = counted(imported.size, "byte")
    frames = "" if ended is None else f" in {counted(ended.frames, 'frame')}"
    if ended is not None and ended.frames and not imported.has_frames and imported.info.protocol != AS_IT_CAME:
        frames = f" as they came, without the {counted(ended.frames, 'frame')} of {imported.info.protocol or 'before'}"
    end = "" if ended is None else f", {ended.outcome}"
    missing = "; ".join(imported.missing) or "nothing is missing"
    return f"{imported.id}: {size}{frames}{end}: {imported.info.name}: {missing}"


def imported_as_json(imported: Imported) -> str:
    """Return the same as JSON."""
    info, ended = imported.info, imported.info.ended
    told = {
        "id": imported.id,
        "folder": str(imported.folder),
        "name": info.name,
        "address": info.address,
        "started": info.started,
        "bytes": imported.size,
        "frames": None if ended is None else ended.frames,
        "outcome": None if ended is None else str(ended.outcome),
        "reason": None if ended is None else ended.reason,
        "protocol": info.protocol,
        "missing": list(imported.missing),
    }
    return json.dumps(told)
