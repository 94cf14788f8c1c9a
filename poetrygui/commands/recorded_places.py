"""Where the frames of a recording lie on the wire, by the protocol that framed it, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from poetrygui import commands, plugins, recordings
from poetrygui.commands.recorded_protocol import recorded_protocol
from poetrygui.errors import RecordingError


def places_of_recording(registry: plugins.ProtocolRegistry, folder: Path, name: str) -> recordings.WirePlaces:
    """Return the places of all frames of the recording in ``folder``; its protocol is looked up in ``registry``.

    The recording is called ``name``. Raises PluginError and RecordingError.
    """
    pinned = recorded_protocol(registry, folder, name, "leave --wire out")
    places = recordings.WirePlaces()
    arguments = {"recording": str(folder), "protocol": pinned.as_json()}
    problem = commands.run_tasks(commands.reactor, [commands.Task("all_ends", arguments, places.hear)])
    if problem:
        raise RecordingError(f"Where its frames lie was not found: {problem}.")
    return places
