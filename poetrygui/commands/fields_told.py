"""The fields of frames for what tells frames as JSON: what goes wrong is said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from poetrygui import plugins
from poetrygui.api import PoemProtocol
from poetrygui.api.poem import has_fields
from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.poems.poem_info import DamagedInfoError, read_info
from poetrygui.errors import PluginError, RecordingError
from poetrygui.plugins.pinned import load_pinned

fields_option = click.option(
    "--fields", is_flag=True, help="Tell with each frame its fields, as its protocol takes it apart: in JSON lines."
)


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


def fields_of_recording(registry: plugins.ProtocolRegistry, folder: Path, say: Callable[[str], object]) -> FieldsTold:
    """Return what tells the fields of the recording in ``folder``; ``say`` hears in a sentence what is wrong with one.

    They are told by the protocol of the name by which it was framed, as ``registry`` has that now: it may have learned
    to since. Raises PluginError, RecordingError and UsageError.
    """
    try:
        info = read_info(folder)
    except (OSError, DamagedInfoError) as error:
        raise RecordingError(f"What is noted about {folder} cannot be read: {error}.") from error
    if info is None or not info.protocol:
        raise RecordingError(f"{folder} was never framed, so that there are no frames which could have fields.")
    options = dict(info.options)
    try:
        pinned = plugins.pin(registry, info.protocol, options)
    except PluginError as error:
        try:
            pinned = plugins.pin_recorded(registry, folder, options)
        except PluginError:
            raise error from None
    protocol = load_pinned(pinned)
    check_fields(protocol, info.protocol)
    return FieldsTold(protocol, say)


def wants_json(is_json: bool, is_hosted: bool) -> None:
    """Raise UsageError where fields are asked for that have nowhere to stand, or of a protocol in another process."""
    if not is_json:
        raise click.UsageError("--fields stand beside frames in JSON lines: say --jsonl, too.")
    if is_hosted:
        raise click.UsageError("--hosts: a protocol there cannot be asked for fields yet; leave it out.")


def check_fields(protocol: type[PoemProtocol], name: str) -> None:
    """Raise UsageError where a protocol, which is called ``name``, tells no fields."""
    if not has_fields(protocol):
        raise click.UsageError(f"--fields: the protocol {name} tells no fields of its frames; jsonl does, for one.")
