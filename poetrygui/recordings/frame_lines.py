"""What a fetch does, and which frames came, as JSON: one object a line."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import TypeAlias

from attrs import define

from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.outcomes import Connecting, Ended, Receiving, State, Undelivered
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.text.printable import Kind, kind_of, special
from poetrygui.recordings.laid_out import Stretch

_as_json = json.JSONEncoder(ensure_ascii=False).encode

TellFields: TypeAlias = "Callable[[bytes], Fields | None]"
"""Returns the fields of a frame, None where it has none."""


@define
class Moment:
    """The ``time``, in µs, at which some frames were delivered: that of their chunk, or of the timer that brought them.

    ``wire`` is the byte of the wire at which those begin that are not told yet; None where they are no stretch of it.
    """

    time: int
    wire: int | None = None
    without_cr: bool = False
    """Whether each newline has a CR before it there."""
    places: deque[Stretch | None] | None = None
    """Where parts and frames lie that are not told yet, as the protocol's layout tells it, and not ``wire``."""
    sender: str = ""
    """Who sent the last of them, where that is told of messages."""

    def begin_places(self) -> None:
        """Have the places of pieces told."""
        self.places = deque()

    def forget_places(self) -> None:
        """Tell none of them any more: pieces are told in other pieces than they came."""
        if self.places is not None:
            self.places.clear()

    def take(self, data: bytes, newline: bool) -> Stretch | None:
        """Return which bytes of the wire the next part or frame is, with the ``newline`` that ends it, if one does."""
        if self.places is not None:
            return self.places.popleft() if self.places else None
        start = self.wire
        if start is None:
            return None
        self.wire = start + len(data) + newline
        if self.without_cr:
            self.wire += data.count(b"\n") + newline
        return start, self.wire

    def take_many(self, frames: Sequence[bytes]) -> Sequence[Stretch | None]:
        """Return the same of these frames, each of which is whole."""
        if self.places is not None and len(self.places) == len(frames):
            places, self.places = self.places, deque()
            return places
        return [self.take(data, not data.endswith(b"\n")) for data in frames]

    def take_last(self, data: bytes, newline: bool, before: Stretch | None) -> tuple[Stretch | None, Stretch | None]:
        """Return the same of ``data``, the last piece of a frame, and of all of it, whose other parts are ``before``.

        A ``newline`` may end it.
        """
        found = self.take(data, newline)
        if self.places is not None:
            return None if before is None or found is None else (before[1], found[1]), found
        return found, None if found is None and data else _put_together(before, found)


class FrameLines:
    """Tells states, parts, frames and the end of one task.

    Every line is ASCII where a terminal might act on it or hide it: to whoever reads JSON an escape is the same.
    """

    def __init__(
        self,
        task: int,
        address: str,
        write: Callable[[bytes], object],
        *,
        began_at: float = 0.0,
        connection: int | None = None,
        more: Mapping[str, object] | None = None,
        fields: TellFields | None = None,
    ) -> None:
        """Tell of the task with this number and address, and which ``connection`` of it this is if there may be more.

        ``more`` stands in everything that is told, such as who made it, where others connect. What ``fields`` tells of
        a frame stands beside it, unless it came in parts.

        Lines are handed to ``write``, those of frames when :meth:`flush` is called. Times count from ``began_at``, in
        seconds since the epoch.
        """
        self._lines: list[str] = []
        self._times = _Times(began_at)
        self._whose: dict[str, object] = {"task": task}
        self._whose |= {} if connection is None else {"connection": connection}
        self._whose |= more or {}
        self._whose_json = _as_json(self._whose)[1:-1]
        self._address = address
        self._write = write
        self._digest = hashlib.sha256()
        self._part_size: int | None = None
        self._part_wire: Stretch | None = None  # of all parts of a frame so far
        self._ends_in_newline = False
        self._last_state = ""
        self._fields = fields

    def dropped(self, dropped: Dropped) -> None:
        """Tell what came first and is not kept, where something is not."""
        if dropped:
            what = {"bytes": dropped.wire, "frames": dropped.frames, "seconds": dropped.time / 1e6}
            self._line({"event": "dropped", **self._whose} | what)
            self.flush()

    def state(self, state: State) -> None:
        """Tell a state when it is another than before; :meth:`ended` tells the last."""
        name = {Connecting: "connecting", Receiving: "receiving"}.get(type(state), "")
        if name and name != self._last_state:
            self._last_state = name
            self._line({"event": "state", **self._whose, "address": self._address, "state": name})
            self.flush()

    def listens(self, at: str) -> None:
        """Tell where others can connect now."""
        self._line({"event": "state", **self._whose, "address": self._address, "state": "listening", "at": at})
        self.flush()

    def ended(self, ended: Ended, *, limit: str = "", pause: float | None = None, peers: int | None = None) -> None:
        """Tell how it ``ended``.

        ``limit`` is the name of the one that was reached, ``pause`` the seconds until the next connection, ``peers``
        how many have connected, where others do.
        """
        self._line(
            {
                "event": "end",
                **self._whose,
                "address": self._address,
                "outcome": str(ended.outcome),
                "reason": ended.reason,
                "bytes": ended.bytes,
                "frames": ended.frames,
                "sha256": self._digest.hexdigest(),
                "seconds": round(ended.seconds, 6),
                "received": ended.received,
            }
            | ({"limit": limit} if limit else {})
            | ({} if pause is None else {"again_in": round(pause, 3)})
            | ({} if peers is None else {"peers": peers})
            | _undelivered(ended.undelivered)
        )
        self.flush()

    def frame(self, data: bytes, moment: Moment) -> None:
        """Tell a whole frame, or the last piece and then the end of one whose parts were told."""
        if self._part_size is None:
            self._digest.update(data)
            times, wire = self._times.of_frame(moment), moment.take(data, not data.endswith(b"\n"))
            self._tell("frame", len(data), times, wire, _content(data) + self._told_fields(data))
            return
        ends_in_newline = data.endswith(b"\n") if data else self._ends_in_newline
        piece, whole = moment.take_last(data, not ends_in_newline, self._part_wire)
        if data:
            self._tell_part(data, moment, piece)
        self._tell("frame", self._part_size + len(data), self._times.of_frame(moment), whole)
        self._part_size = self._part_wire = None

    def part(self, data: bytes, moment: Moment) -> None:
        """Tell a piece of a frame."""
        wire = moment.take(data, newline=False)
        if self._part_size is None:
            self._part_size, self._part_wire = 0, (wire[0], wire[0]) if wire else None
        self._ends_in_newline = data.endswith(b"\n")
        self._tell_part(data, moment, wire)
        self._part_size += len(data)
        self._part_wire = None if wire is None else _put_together(self._part_wire, wire)

    def frames(self, frames: Sequence[bytes], moment: Moment) -> None:
        """Tell many frames, which were delivered at one moment."""
        if frames and self._part_size is not None:
            self.frame(frames[0], moment)
            frames = frames[1:]
        if not frames:
            return
        # As :meth:`frame` and what it calls, without the calls: they would take as long as all else.
        self._digest.update(b"".join(frames))
        head = f'{{"event": "frame", {self._whose_json}, "size": '
        times, following = self._times.of_frame(moment), self._times.of_frame(moment)
        for data, wire in zip(frames, moment.take_many(frames), strict=True):
            place = "" if wire is None else f', "wire": [{wire[0]}, {wire[1]}]'
            beside = "" if self._fields is None else self._told_fields(data)
            self._add(f"{head}{len(data)}{times}{place}{_content(data)}{beside}}}")
            times = following

    def flush(self) -> None:
        """Hand over what was told since the last time."""
        lines, self._lines = self._lines, []
        if lines:
            self._write("\n".join([*lines, ""]).encode())

    def _tell_part(self, data: bytes, moment: Moment, wire: Stretch | None) -> None:
        self._digest.update(data)
        self._tell("part", len(data), self._times.of_part(moment), wire, _content(data))

    def _tell(self, event: str, size: int, times: str, wire: Stretch | None, content: str = "") -> None:
        # Most of what is told is this: the general way to JSON takes three times as long.
        place = "" if wire is None else f', "wire": [{wire[0]}, {wire[1]}]'
        self._add(f'{{"event": "{event}", {self._whose_json}, "size": {size}{times}{place}{content}}}')

    def _told_fields(self, data: bytes) -> str:
        fields = None if self._fields is None else self._fields(data)
        return "" if fields is None else f', "fields": {_as_json(fields)}'

    def _line(self, content: dict[str, object]) -> None:
        self._add(_as_json(content))

    def _add(self, line: str) -> None:
        self._lines.append(line if line.isascii() and line.isprintable() else _escaped(line))


class _Times:
    """Puts times into JSON: that since the epoch, and that since the frame before, or before the first since the
    beginning; for a part, since whatever was told before it. A sender follows, where one is told."""

    def __init__(self, began_at: float) -> None:
        self._began_at = began_at
        self._last_frame = 0  # µs since then
        self._last = 0  # the same of a part, too
        # What is told of a frame that came with the one before, by the same sender.
        self._same: tuple[int, str, str] = -1, "", ""

    def of_frame(self, moment: Moment) -> str:
        time, sender = moment.time, moment.sender
        if time == self._same[0] and sender == self._same[1]:
            return self._same[2]
        told = self._told(time, self._last_frame, sender)
        self._last = self._last_frame = time
        self._same = time, sender, self._told(time, time, sender)
        return told

    def of_part(self, moment: Moment) -> str:
        told = self._told(moment.time, self._last, moment.sender)
        self._last = moment.time
        return told

    def _told(self, time: int, since: int, sender: str) -> str:
        by = f', "sender": {encode_basestring(sender)}' if sender else ""
        return f', "time": {round(self._began_at + time / 1e6, 6)}, "delta": {(time - since) / 1e6}{by}'


def _put_together(before: Stretch | None, wire: Stretch | None) -> Stretch | None:
    """Return both as one stretch; where only the newline after a frame did not come there, that before it."""
    if before is None or wire is None:
        return before
    return (before[0], wire[1]) if before[1] == wire[0] else None


def _undelivered(undelivered: Undelivered | None) -> dict[str, object]:
    if undelivered is None:
        return {}
    return {
        "undelivered": base64.b64encode(undelivered.data).decode("ascii"),
        "undelivered_at": undelivered.at,
        "undelivered_exact": undelivered.is_exact,
    }


def _content(data: bytes) -> str:
    try:
        return f', "text": {encode_basestring(data.decode("utf-8"))}'
    except UnicodeDecodeError:
        return f', "base64": "{base64.b64encode(data).decode("ascii")}"'


def _escaped(line: str) -> str:
    # Within JSON such characters are in strings only, where an escape stands for them.
    return special().sub(lambda run: "".join(map(_escape, run[0])), line)


def _escape(char: str) -> str:
    return (
        char
        if char > "\x7f" and kind_of(char) is not Kind.HIDDEN
        else json.dumps(char)[1:-1].replace("\x7f", "\\u007f")
    )
