"""Checking a protocol's file in a host: what it does there is told, and ends nobody else."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from twisted.internet.main import installReactor

from poetrygui.errors import PluginError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.live.said_at_last import say_at_last
from poetrygui.plugins.checking.check import check_protocol, load_file
from poetrygui.plugins.checking.samples import samples_of
from poetrygui.recordings.virtual_time import PlayedReactor


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Check the file at ``path``, of the digest ``sha256`` where that is told, with ``options`` as a user types them.

    Says over ``channel`` a ``{"result": …}`` for each thing that was checked, or the ``problem`` for which the file
    cannot be used, or what is wrong with the options: ``usage``.
    """
    # Its program ignores it; a protocol that raises it means itself.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    reactor: Any = PlayedReactor()
    installReactor(reactor)
    say_at_last(tuple)
    try:
        protocol = load_file(Path(told["path"]), told["sha256"])
        samples = samples_of(protocol)
    except PluginError as error:
        channel.send({"problem": str(error)})
        return
    try:
        report = check_protocol(protocol, samples, told["options"], on_look=channel.gets_on)
    except PluginError as error:
        channel.send({"usage": str(error)})
        return
    for each in report.results:
        channel.send({"result": [each.title, each.passed, each.detail]})
