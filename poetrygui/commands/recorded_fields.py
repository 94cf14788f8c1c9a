"""The fields of the frames of a recording, by the protocol that framed it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetrygui import plugins
from poetrygui.commands.fields_told import FieldsTold, check_fields
from poetrygui.core.poems.poem_info import DamagedInfoError, read_info
from poetrygui.errors import PluginError, RecordingError


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
            pinned = plugins.pin_recorded(registry, folder, options, info.protocol)
        except PluginError:
            raise error from None
    protocol = plugins.load_pinned(pinned)
    check_fields(protocol, info.protocol)
    return FieldsTold(protocol, say)
