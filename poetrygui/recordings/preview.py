"""The visible stretch of a recording, framed alone and at once: provisional, until all of it is framed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.rows_and_wire import RowsAndWire
from poetrygui.recordings.workers import RunningJob, StartJob


class Preview:
    """Frames a stretch of the wire that begins where a frame does, in a folder that is there as long as it is."""

    def __init__(self, recording: Path, protocol: PinnedProtocol, wire: tuple[int, int]) -> None:
        """Prepare to give ``protocol`` the bytes ``wire``, from and up to, of the recording in that folder."""
        self.poem: StoredPoem | None = None
        """What was made of it; None before."""
        self._recording = recording
        self._protocol = protocol
        self._wire = wire
        self._folder = TemporaryDirectory(prefix="poetrygui-")
        self._is_framed = False
        self._job: RunningJob | None = None

    def begin(self, start: StartJob, on_ready: Callable[[], object]) -> None:
        """Begin, by a job that ``start`` starts; ``on_ready`` is called once there is a poem, if there is one."""
        arguments = {
            "recording": str(self._recording),
            "protocol": self._protocol.as_json(),
            "output": self._folder.name,
            "wire": list(self._wire),
        }

        def ended(_end: HostEnd) -> None:
            self._job = None
            if self._is_framed:
                self.poem = StoredPoem.existing(Path(self._folder.name))
                on_ready()

        self._job = start("preview", arguments, self._hear, ended)

    def close(self) -> None:
        """End it, and remove what it has made."""
        self._is_framed = False
        if self._job is not None:
            self._job.stop()
        if self.poem is not None:
            self.poem.close()
        self._folder.cleanup()

    def _hear(self, message: Message) -> None:
        self._is_framed = isinstance(message, dict) and "frames" in message and bool(message["frames"])


def border_before(poem: StoredPoem, wire: int) -> int | None:
    """Return where on the wire the frame of ``poem`` begins that holds the byte ``wire``; None where that is not known.

    It is exact. Raises OSError.
    """
    if poem.recording is None:
        return None
    rows = RowsAndWire(poem, poem.recording).rows_of(wire, wire)
    if rows is None or poem.wire_stretch(rows[0], rows[0]) is None:
        return None  # and no frame there is looked for, which may take long
    places = FramePlaces(poem, poem.recording)
    number = places.frame_at(rows[0])
    frame = None if number is None else places.rows_of_frame(number)
    exact = None if frame is None else poem.wire_stretch(frame[0], frame[0])
    return None if exact is None else exact[0]
