"""The host's side of reading a protocol file: it is run here, and what it offers is told."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.errors import PluginError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.live.said_at_last import say_at_last
from poetrygui.plugins.pinned import PinnedFile, PinnedProtocol, load_pinned
from poetrygui.plugins.protocol_state import Broken
from poetrygui.plugins.told_version import version_told
from poetrygui.plugins.versions import Version

TELLER = __name__


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Tell by ``channel`` what the file of the ``protocol`` that is told offers, or an installed protocol has."""
    KeptRunning(import_module("twisted.internet.reactor"))
    pinned = PinnedProtocol.of_json(told["protocol"])
    say_at_last(tuple)
    message = {"version": _told(pinned)}
    with contextlib.suppress(Exception):  # whatever the file has put in its place
        sys.stdout.flush()
    try:
        channel.send(message)
    except ValueError:
        problem = f"{pinned.name} has more options than can be told: leave some out, or make their choices fewer"
        channel.send({"version": version_told(Version(pinned.name, failure=Broken(problem)))})


def _told(pinned: PinnedProtocol) -> dict[str, Any]:
    try:
        if pinned.path:
            return version_told(PinnedFile(pinned).version())
        protocol = load_pinned(pinned)
        return version_told(Version(pinned.name, {protocol.__name__: protocol}))
    except PluginError as error:
        return version_told(Version(pinned.name, failure=Broken(str(error), error.details)))
