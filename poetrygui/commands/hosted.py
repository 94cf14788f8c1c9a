"""Running a protocol of the user's own in hosts while ``get`` receives."""

from __future__ import annotations

from typing import Any

import click

from poetrygui.api import PoemProtocol
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.hosts.live.facts import TELLER, AskedHost
from poetrygui.hosts.live.hosted_protocol import RUNNER, hosted
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol, pin, pin_unrun
from poetrygui.plugins.protocol_state import Shipped
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.allowed import allowed_for


def pinned_for_host(registry: ProtocolRegistry, name: str, options: dict[str, str]) -> PinnedProtocol | None:
    """Return the protocol of that name in ``registry``, with ``options`` as a user types them.

    It is None where no host is needed: for one that comes with the program. Raises PluginError where it may not run,
    UsageError where there are no hosts.
    """
    if not CAN_FORK:
        raise click.UsageError("--hosts: this system cannot fork a process for a protocol; leave it out.")
    # What can be is known without running anything of it here.
    pinned = pin_unrun(registry, name, options)
    if pinned is None and not isinstance(registry.entry(name).state, Shipped):
        pinned = pin(registry, name, options)
    return pinned


def in_host(reactor: Any, pinned: PinnedProtocol, streams: StandardStreams) -> type[PoemProtocol]:
    """Return what stands for a protocol that runs in hosts; what it prints goes to ``streams``.

    Raises PluginError where it cannot be loaded.
    """

    def printed(data: bytes) -> None:
        streams.error.say_lines(data.decode("utf-8", "replace"))

    warm = WarmProcess(reactor, [RUNNER, TELLER])
    reactor.addSystemEventTrigger("after", "shutdown", warm.close)
    allowed = allowed_for("live", {"protocol": pinned.as_json()})
    asked = AskedHost(reactor, pinned, warm, allowed)
    reactor.callWhenRunning(asked.close)
    refusal = asked.refusal if asked.facts().speaks else None
    return hosted(reactor, pinned, warm, allowed, on_lines=printed, refusal=refusal)
