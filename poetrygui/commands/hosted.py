"""Running a protocol of the user's own in hosts while ``get`` receives."""

from __future__ import annotations

from typing import Any

from poetrygui import recordings
from poetrygui.api import PoemProtocol
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.errors import PluginError
from poetrygui.hosts.live.facts import TELLER, AskedHost
from poetrygui.hosts.live.file_hosts import RUNNER
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

_LAST_WORDS = 1.0  # seconds in which hosts are heard when all is over


def warm_process(reactor: Any, streams: StandardStreams) -> WarmProcess:
    """Return a process from which hosts come as long as ``reactor`` runs, and which is closed behind that.

    ``streams`` hear where another one had to be begun.
    """
    warm = WarmProcess(reactor, [RUNNER, TELLER])
    warm.told = lambda told: streams.error.say(f"poetrygui: {told}")
    # What a protocol has printed at the last is on its way still when its connection has ended.
    reactor.addSystemEventTrigger("before", "shutdown", warm.all_ended, _LAST_WORDS)
    reactor.addSystemEventTrigger("after", "shutdown", warm.close)
    return warm


def in_host(
    reactor: Any, pinned: PinnedProtocol, streams: StandardStreams, warm: WarmProcess | None = None
) -> type[PoemProtocol]:
    """Return what stands for the ``pinned`` protocol, to run in hosts of ``reactor``; ``streams`` get its prints.

    They come from ``warm``, or from a process of its own. Raises PluginError where it cannot be loaded: that is closed.
    """

    def printed(data: bytes) -> None:
        streams.error.say_lines(data.decode("utf-8", "replace"))

    warm = warm or warm_process(reactor, streams)
    allowed = recordings.allowed_for("live", {"protocol": pinned.as_json()})
    asked = AskedHost(reactor, pinned, warm, allowed)
    try:
        facts = asked.facts()
    except PluginError:
        warm.close()
        raise
    reactor.callWhenRunning(asked.close)
    refusal = asked.refusal if facts.speaks else None
    more: Any = {"on_lines": printed, "refusal": refusal, "has_factory": facts.has_factory}
    return hosted(reactor, pinned, warm, allowed, **more)
