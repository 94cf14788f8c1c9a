"""The protocol by which a recording was framed as it came, for a command that runs it once more."""

from __future__ import annotations

from pathlib import Path

from poetrygui import plugins
from poetrygui.core import poems
from poetrygui.errors import PluginError, RecordingError


def recorded_protocol(
    registry: plugins.ProtocolRegistry, folder: Path, name: str, otherwise: str
) -> plugins.PinnedProtocol:
    """Return it: its own source, else what has that name now in ``registry``.

    The recording is in ``folder`` and called ``name``. Raises PluginError and RecordingError, which say what to do
    ``otherwise``.
    """
    try:
        info = poems.read_info(folder)
    except (OSError, poems.DamagedInfoError) as error:
        raise RecordingError(f"What is noted about {folder} cannot be read: {error}.") from error
    if info is None or not info.protocol:
        raise RecordingError(f"{folder} was never framed: {otherwise}.")
    options = dict(info.options)
    if not (folder / plugins.RECORDED_SOURCE).exists():
        return plugins.pin(registry, info.protocol, options)
    try:
        return plugins.pin_recorded(registry, folder, options, info.protocol)
    except PluginError as error:
        if not Path(name).is_file():
            raise
        # Where it was unpacked, nobody can look at it.
        raise PluginError(
            f"The protocol in {name} is not trusted, and nothing of it is run: import it and look at its "
            f"protocol.py, or {otherwise}."
        ) from error
