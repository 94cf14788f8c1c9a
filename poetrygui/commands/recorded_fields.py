"""The fields of the frames of a recording, by the protocol that framed it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from poetrygui import commands, plugins, recordings
from poetrygui.commands.fields_told import FieldsTold, check_fields
from poetrygui.core.poems.poem_info import DamagedInfoError, read_info
from poetrygui.errors import PluginError, RecordingError
from poetrygui.paths import shipped_protocols


@frozen
class RecordedFields:
    """What tells the fields of frames, one after the other, and the tasks that are to be run before."""

    tell: FieldsTold | recordings.AllFields
    tasks: tuple[commands.Task, ...] = ()

    def end(self) -> str:
        """Let go of what is kept; return what is to be said of them, if anything is."""
        if isinstance(self.tell, FieldsTold):
            return ""
        self.tell.close()
        return f"Some frames have no fields: {self.tell.note}." if self.tell.note else ""


def fields_of_recording(
    registry: plugins.ProtocolRegistry, folder: Path, say: Callable[[str], object]
) -> RecordedFields:
    """Return what tells the fields of the recording in ``folder``; ``say`` hears in a sentence what is wrong with one.

    They are told by the protocol of the name by which it was framed, as ``registry`` has that now: it may have learned
    to since. One that does not come with the program is asked by a task, in a process of its own. Raises PluginError,
    RecordingError and UsageError.
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
    if Path(pinned.path).parent == shipped_protocols():
        protocol = plugins.load_pinned(pinned)
        check_fields(protocol, info.protocol)
        return RecordedFields(FieldsTold(protocol, say))
    found = recordings.AllFields()
    arguments = {"recording": str(folder), "protocol": pinned.as_json()}
    return RecordedFields(found, (commands.Task("all_fields", arguments, found.hear),))
