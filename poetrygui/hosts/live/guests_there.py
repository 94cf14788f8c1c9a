"""A host's own side: it loads its file once, and takes in one connection after another."""

from __future__ import annotations

import os
import socket
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from twisted.internet.default import install
from twisted.internet.interfaces import IFileDescriptorReceiver
from zope.interface import implementer

from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.errors import PluginError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.line import Line, adopt
from poetrygui.hosts.live.live_side import LiveSide
from poetrygui.hosts.live.logged_there import begin_logging
from poetrygui.hosts.live.no_debugger import refuse_debuggers
from poetrygui.hosts.live.running_call import RunningCall
from poetrygui.hosts.live.said_at_last import say_at_last
from poetrygui.hosts.live.shared_pages import SharedPages
from poetrygui.hosts.live.timed_limit import limit_timed_calls
from poetrygui.hosts.messages import MessageReader
from poetrygui.plugins.pinned import PinnedFile, PinnedProtocol

_MOST_FACTORIES = 256


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Load the file of the ``protocol`` that is told, and have its connections until the program wants no more."""
    install()
    reactor: Any = import_module("twisted.internet.reactor")
    KeptRunning(reactor)
    refuse_debuggers()
    running = RunningCall(channel.descriptors[0] if channel.descriptors else None)
    for each in channel.descriptors:
        os.close(each)
    limit_timed_calls(reactor, told["limit"], running)
    TimedCallGuard(reactor)
    file = PinnedFile(PinnedProtocol.of_json(told["protocol"]))
    try:
        file.load()
    except PluginError as error:
        channel.send({"problem": str(error), "details": error.details})
        return
    # Nothing is said before it has been told that it may be: descriptors come with that.
    end, reader, _ = channel.leave()
    guests = GuestsThere(reactor, file, running, reader)
    adopt(reactor, end, guests.line)
    end.close()
    begin_logging(guests.connections)
    say_at_last(guests.sides)
    reactor.callWhenRunning(guests.begin)
    reactor.run(installSignalHandlers=False)


@implementer(IFileDescriptorReceiver)
class DescriptorLine(Line):
    """A line by which descriptors come, too, each before what tells of it."""

    def __init__(
        self, on_data: Callable[[bytes], None], on_lost: Callable[[], None], on_descriptor: Callable[[int], object]
    ) -> None:
        """Hand what comes to ``on_data`` and ``on_descriptor``, and call ``on_lost`` once nothing more will."""
        super().__init__(on_data, on_lost)
        self._on_descriptor = on_descriptor

    def fileDescriptorReceived(self, descriptor: int) -> None:
        """Hand it on."""
        self._on_descriptor(descriptor)


class GuestsThere:
    """The connections of a host; those that began together in the program share a factory."""

    def __init__(self, reactor: Any, file: PinnedFile, running: RunningCall, reader: MessageReader) -> None:
        """Wait for :meth:`begin`.

        ``reactor`` runs the protocols of ``file``; ``running`` tells whose call is made; ``reader`` holds what was
        heard of the next message.
        """
        self._reactor = reactor
        self._file = file
        self._running = running
        self._reader = reader
        self._descriptors: deque[int] = deque()
        self._factories: OrderedDict[int, PoemFactory] = OrderedDict()
        self._sides: set[LiveSide] = set()
        self.line = DescriptorLine(self._heard, reactor.stop, self._descriptors.append)

    def begin(self) -> None:
        """Say that connections can be taken in."""
        self.line.say({"loaded": True})

    def connections(self) -> Sequence[Connection]:
        """Return those that there are."""
        return [each.connection for each in self._sides if each.connection is not None]

    def sides(self) -> Sequence[LiveSide]:
        """Return this process's sides of them."""
        return [*self._sides]

    def _heard(self, data: bytes) -> None:
        for told in self._reader.feed(data):
            assert isinstance(told, dict)
            self._take_in(told)

    def _take_in(self, told: Mapping[str, Any]) -> None:
        line, *pages = [self._descriptors.popleft() for _ in range(told["descriptors"])]
        shared = SharedPages(pages[0]) if pages else None
        for each in pages:
            os.close(each)
        side = LiveSide(self._reactor, told, self._running, self._sides.discard, shared)
        with socket.socket(fileno=line) as end:
            adopt(self._reactor, end, side.line)
        try:
            factory = self._factory(told["factory"], PinnedProtocol.of_json(told["protocol"]))
        except PluginError as error:
            side.refuse(error)
            return
        self._sides.add(side)
        side.begin(factory)

    def _factory(self, number: int, pinned: PinnedProtocol) -> PoemFactory:
        found = self._factories.get(number)
        if found is None:
            found = self._factories[number] = PoemFactory(self._file.configured(pinned))
            if len(self._factories) > _MOST_FACTORIES:
                self._factories.popitem(last=False)
        self._factories.move_to_end(number)
        return found
