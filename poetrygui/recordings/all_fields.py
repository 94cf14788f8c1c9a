"""A job: the fields of all frames of a recording; and what hears it, and then tells them in their order."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from poetrygui.api.poem import has_fields
from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.fields.plain_fields import Fields, plain_fields
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.errors import PluginError
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from poetrygui.recordings.frames_with_times import timed_frames

_ENOUGH = 48 * 1024  # characters of fields in a message: one frame's may be several times that


def no_fields(name: str) -> str:
    """Return the sentence for a protocol, called ``name``, that tells no fields."""
    return f"--fields: the protocol {name} tells no fields of its frames; jsonl does, for one."


def all_fields(recording: Recording, arguments: Mapping[str, Any]) -> Iterator[Message | None]:
    """Take each frame of ``recording`` apart, by the ``protocol`` of that name, of those that are told whole.

    Says ``{"fields": […]}`` of some frames at a time, each a mapping or null, and last ``{"note": …}``: a sentence
    where one has none that was to have some. Raises PluginError.
    """
    pinned = PinnedProtocol.of_json(arguments["protocol"])
    protocol = load_pinned(pinned)
    if not has_fields(protocol):
        raise PluginError(no_fields(pinned.name))
    asked = FrameFields(protocol)
    found: list[Fields | None] = []
    size = 0

    def take(frame: bytes) -> None:
        nonlocal size
        found.append(asked.of(frame))
        size += len(json.dumps(found[-1]))

    poem = StoredPoem.existing(recording.directory)
    try:
        for _lines in timed_frames(poem, recording, None, take):
            if size > _ENOUGH:
                yield from _told(found)
                found.clear()
                size = 0
            else:
                yield None
    finally:
        poem.close()
    yield from _told(found)
    yield {"note": asked.problem}


def _told(found: list[Fields | None]) -> Iterator[Message]:
    some: list[Fields | None] = []
    size = 0
    for each in found:
        more = len(json.dumps(each))
        if some and size + more > _ENOUGH:
            yield {"fields": some}
            some, size = [], 0
        some.append(each)
        size += more
    if some:
        yield {"fields": some}


class AllFields:
    """Hears what the job says, and then tells the fields of one frame after the other."""

    def __init__(self) -> None:
        """Know none yet."""
        self.note = ""
        """In a sentence, why some frames have none."""
        self._file: Any = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - as long as this
        self._is_read = False

    def hear(self, message: Message) -> None:
        """Take it: what a host says, its protocol may have said."""
        if isinstance(message, dict) and isinstance(message.get("fields"), list):
            for each in message["fields"]:
                fields = plain_fields(each) if isinstance(each, dict) else None
                self._file.write(f"{json.dumps(fields)}\n")
        elif isinstance(message, dict):
            self.note = str(message.get("note", self.note))

    def __call__(self, _frame: bytes) -> Fields | None:
        """Return the fields of the next frame, None where it has none."""
        if not self._is_read:
            self._is_read = True
            self._file.seek(0)
        fields: Fields | None = json.loads(self._file.readline() or "null")
        return fields

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
