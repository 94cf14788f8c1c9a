"""The fields of frames for what tells frames as JSON: what goes wrong is said once."""

from __future__ import annotations

from collections.abc import Callable

import click

from poetrygui import recordings
from poetrygui.api import PoemProtocol
from poetrygui.api.poem import has_fields
from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.fields.plain_fields import Fields


class FieldsTold:
    """Tells fields by ``protocol``, and ``say`` in a sentence what is wrong with the first frame that has none so."""

    def __init__(self, protocol: type[PoemProtocol], say: Callable[[str], object]) -> None:
        """Take nothing apart yet."""
        self._fields = FrameFields(protocol)
        self._say = say
        self._has_said = False

    def __call__(self, frame: bytes) -> Fields | None:
        """Return the fields of a frame, None where it has none."""
        found = self._fields.of(frame)
        if self._fields.problem and not self._has_said:
            self._has_said = True
            self._say(f"Some frames have no fields: {self._fields.problem}.")
        return found


def check_fields(protocol: type[PoemProtocol], name: str) -> None:
    """Raise UsageError where a protocol, which is called ``name``, tells no fields."""
    if not has_fields(protocol):
        raise click.UsageError(recordings.no_fields(name))
