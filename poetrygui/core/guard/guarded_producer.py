"""What a protocol registers with its transport to be told when to send."""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import IPullProducer, IPushProducer
from zope.interface import implementer

from poetrygui.core.guard.hang_guard import call_method
from poetrygui.core.guard.plugin_calls import PluginCalls


@implementer(IPushProducer, IPullProducer)
class GuardedProducer:
    """Stands before a protocol's producer: the transport calls it at any time, and its end waits for stopProducing."""

    def __init__(self, producer: Any, calls: PluginCalls) -> None:
        """Pass every call on to ``producer``, as one of ``calls``."""
        self._producer = producer
        self._calls = calls

    def resumeProducing(self) -> None:
        """Pass it on."""
        self._call("resumeProducing")

    def pauseProducing(self) -> None:
        """Pass it on."""
        self._call("pauseProducing")

    def stopProducing(self) -> None:
        """Pass it on."""
        self._call("stopProducing")

    def _call(self, name: str) -> None:
        self._calls.call(name, call_method, self._producer, name)
