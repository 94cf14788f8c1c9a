"""Whether a protocol runs in hosts while ``get`` receives, or in its own process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from poetrygui import commands
from poetrygui.api import PoemProtocol
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.hosts.warm import HAS_HOSTS, WarmProcess
from poetrygui.plugins.options import configured
from poetrygui.plugins.pinned import PinnedProtocol, pin, pin_unrun
from poetrygui.plugins.protocol_state import Shipped
from poetrygui.plugins.registry import ProtocolRegistry


def protocol_to_run(
    reactor: Any,
    registry: ProtocolRegistry,
    name: str,
    options: dict[str, str],
    streams: StandardStreams,
    *,
    wanted: bool | None,
    warm: Callable[[], WarmProcess | None] = lambda: None,
) -> tuple[type[PoemProtocol], PinnedProtocol | None]:
    """Return the protocol of that ``name`` in ``registry``, with ``options`` as a user types them.

    Where it is to run in hosts, of ``reactor``, that is what stands for it, and what is pinned for them; ``streams``
    get what it prints there. It is where :func:`pinned_for_host` says so, as ``wanted``; ``warm`` returns what hosts
    come from, or None for a process of its own. Raises PluginError where it may not run or cannot be loaded, UsageError
    where there are no hosts.
    """
    pinned = pinned_for_host(registry, name, options, wanted=wanted)
    if pinned is None:
        return configured(registry.load(name), options), None
    return commands.in_host(reactor, pinned, streams, warm()), pinned


def pinned_for_host(
    registry: ProtocolRegistry, name: str, options: Mapping[str, str], *, wanted: bool | None
) -> PinnedProtocol | None:
    """Return the protocol of that ``name`` in ``registry`` where it is to run in hosts, with ``options`` as they are
    typed; None where it runs in this process.

    It is where that is ``wanted``, or where nothing is said of it and it is the user's own, but for one that its user
    has chosen to run in the program's process. Raises PluginError where it may not run, UsageError where there are no
    hosts.
    """
    if wanted and not HAS_HOSTS:
        raise click.UsageError("--hosts: on this system a protocol can have no process of its own; leave it out.")
    if wanted is False or not HAS_HOSTS or registry.shipped_alone(name) is not None:
        return None
    # What can be is known without running anything of it here.
    pinned = pin_unrun(registry, name, options)
    if pinned is None and not isinstance(registry.entry(name).state, Shipped):
        pinned = pin(registry, name, options)
    if pinned is not None and wanted is None and registry.trust_book.runs_in_process(pinned.path):
        return None
    return pinned
