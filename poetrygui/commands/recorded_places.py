"""Where the frames of a recording lie on the wire, by the protocol that framed it, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from poetrygui import commands, plugins, recordings
from poetrygui.commands.recorded_protocol import recorded_protocol


def places_of_recording(
    registry: plugins.ProtocolRegistry, folder: Path, name: str
) -> tuple[recordings.WirePlaces, commands.Task]:
    """Return the places of all frames of the recording in ``folder``, once the task with them is done.

    Its protocol is looked up in ``registry``, and it is called ``name``. Raises PluginError and RecordingError.
    """
    pinned = recorded_protocol(registry, folder, name, "leave --wire out")
    places = recordings.WirePlaces()
    arguments = {"recording": str(folder), "protocol": pinned.as_json()}
    return places, commands.Task("all_ends", arguments, places.hear)
