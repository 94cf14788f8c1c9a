"""What a fetch does, as JSON: one object a line."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from poetrygui.core.outcomes import Connecting, Ended, Receiving, State, Undelivered
from poetrygui.core.text.printable import Kind, kind_of, special


def json_line(told: Mapping[str, object]) -> str:
    """Return ``told`` as JSON on one line, in ASCII."""
    return json.dumps(told)


class JsonLines:
    """Tells states, parts, frames and the end of one task.

    Every line is ASCII where a terminal might act on it or hide it: to whoever reads JSON an escape is the same.
    """

    def __init__(self, task: int, address: str, write: Callable[[bytes], object]) -> None:
        """Tell of the task with this number and address.

        Lines are handed to ``write``, those of frames when :meth:`flush` is called.
        """
        self._lines: list[str] = []
        self._task = task
        self._address = address
        self._write = write
        self._digest = hashlib.sha256()
        self._part_size: int | None = None
        self._last_state = ""

    def state(self, state: State) -> None:
        """Tell a state when it is another than before; :meth:`ended` tells the last."""
        name = {Connecting: "connecting", Receiving: "receiving"}.get(type(state), "")
        if name and name != self._last_state:
            self._last_state = name
            self._line({"event": "state", "task": self._task, "address": self._address, "state": name})
            self.flush()

    def ended(self, ended: Ended) -> None:
        """Tell the end."""
        self._line(
            {
                "event": "end",
                "task": self._task,
                "address": self._address,
                "outcome": str(ended.outcome),
                "reason": ended.reason,
                "bytes": ended.bytes,
                "frames": ended.frames,
                "sha256": self._digest.hexdigest(),
                "seconds": round(ended.seconds, 6),
                "received": ended.received,
            }
            | _undelivered(ended.undelivered)
        )
        self.flush()

    def frame(self, data: bytes) -> None:
        """Tell a whole frame, or the last piece and then the end of one whose parts were told."""
        if self._part_size is None:
            self._digest.update(data)
            self._line(self._event("frame", len(data)) | _content(data))
            return
        if data:
            self.part(data)
        self._line(self._event("frame", self._part_size))
        self._part_size = None

    def part(self, data: bytes) -> None:
        """Tell a piece of a frame."""
        self._digest.update(data)
        self._part_size = (self._part_size or 0) + len(data)
        self._line(self._event("part", len(data)) | _content(data))

    def frames(self, frames: Sequence[bytes]) -> None:
        """Tell many frames."""
        for data in frames:
            self.frame(data)

    def flush(self) -> None:
        """Hand over what was told since the last time."""
        lines, self._lines = self._lines, []
        if lines:
            self._write("\n".join([*lines, ""]).encode())

    def _event(self, event: str, size: int) -> dict[str, object]:
        return {"event": event, "task": self._task, "size": size}

    def _line(self, content: dict[str, object]) -> None:
        line = json.dumps(content, ensure_ascii=False)
        self._lines.append(line if line.isascii() and line.isprintable() else _escaped(line))


def _undelivered(undelivered: Undelivered | None) -> dict[str, object]:
    if undelivered is None:
        return {}
    return {
        "undelivered": base64.b64encode(undelivered.data).decode("ascii"),
        "undelivered_at": undelivered.at,
        "undelivered_exact": undelivered.is_exact,
    }


def _content(data: bytes) -> dict[str, object]:
    try:
        return {"text": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _escaped(line: str) -> str:
    # Within JSON such characters are in strings only, where an escape stands for them.
    return special().sub(lambda run: "".join(map(_escape, run[0])), line)


def _escape(char: str) -> str:
    return (
        char
        if char > "\x7f" and kind_of(char) is not Kind.HIDDEN
        else json.dumps(char)[1:-1].replace("\x7f", "\\u007f")
    )
