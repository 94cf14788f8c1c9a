"""The recording that a user names in a command."""

from __future__ import annotations

from pathlib import Path

import click

from poetrygui import recordings
from poetrygui.commands.profile import profile_of
from poetrygui.commands.standard_streams import streams_of


def recording_named(context: click.Context, profile: Path | None, name: str) -> Path:
    """Return the folder of the recording ``name``, which is a path, or is looked for in the profile.

    ``profile`` is what the command was given, else what ``context`` knows. It is there until the command ends. Raises
    RecordingError.
    """
    places = profile_of(context, profile).recordings
    return context.with_resource(recordings.open_recording(name, *places, tell=streams_of(context).error.say))
