"""Where the frames of a recording lie on the wire, by the protocol that framed it, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from poetrygui import commands, plugins, recordings
from poetrygui.core import poems
from poetrygui.errors import RecordingError


def places_of_recording(registry: plugins.ProtocolRegistry, folder: Path) -> recordings.WirePlaces:
    """Return the places of all frames of the recording in ``folder``; its protocol is looked up in ``registry``.

    Raises PluginError and RecordingError.
    """
    try:
        info = poems.read_info(folder)
    except (OSError, poems.DamagedInfoError) as error:
        raise RecordingError(f"What is noted about {folder} cannot be read: {error}.") from error
    if info is None or not info.protocol:
        raise RecordingError(f"{folder} was never framed, so that there are no frames which could have a place.")
    options = dict(info.options)
    if (folder / plugins.RECORDED_SOURCE).exists():
        pinned = plugins.pin_recorded(registry, folder, options)
    else:
        pinned = plugins.pin(registry, info.protocol, options)
    places = recordings.WirePlaces()
    arguments = {"recording": str(folder), "protocol": pinned.as_json()}
    problem = commands.run_tasks(commands.reactor, [commands.Task("all_ends", arguments, places.hear)])
    if problem:
        raise RecordingError(f"Where its frames lie was not found: {problem}.")
    return places
