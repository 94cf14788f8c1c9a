"""Sending what came from one side on another's transport, and knowing whether that takes more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from typing import Protocol as StructuralType

from twisted.internet.interfaces import IPullProducer, IPushProducer, ISSLTransport
from twisted.internet.tcp import Connection
from zope.interface import implementer

_LARGEST_SEND = 1024 * 1024
"""Bytes that are given to the system at once; Twisted's own limit costs a turn of the reactor for each 128 KiB."""


class Outflow(StructuralType):
    """Takes what is to be sent."""

    is_full: bool
    """Whether nothing is to be sent just now."""

    def write(self, data: bytes) -> None:
        """Send it, or keep it until it can be."""


def outflow_to(transport: Any, filled: Callable[[bool], None], lost: Callable[[Exception], None]) -> Outflow:
    """Return what sends on ``transport``.

    ``filled`` hears that it takes no more for now, and with False that it does again; ``lost`` hears why nothing can be
    sent any more, where the transport itself does not tell that.
    """
    if hasattr(transport, "SEND_LIMIT"):
        transport.SEND_LIMIT = _LARGEST_SEND
    if isinstance(transport, Connection) and not ISSLTransport.providedBy(transport):
        return _AtOnce(transport, filled, lost)
    return _Later(transport, filled)


@implementer(IPullProducer)
class _AtOnce:
    """Gives the system what it takes just then: to wait for the reactor would cost two turns of it for each chunk.

    Only what the system did not take is left to the transport, and then nothing more is wanted until that is sent.
    """

    def __init__(
        self, transport: Connection, filled: Callable[[bool], None], lost: Callable[[Exception], None]
    ) -> None:
        self.is_full = False
        self._transport = transport
        self._filled = filled
        self._lost = lost
        self._is_lost = False
        transport.registerProducer(self, False)

    def write(self, data: bytes) -> None:
        if self.is_full or self._is_lost:
            self._transport.write(data)
            return
        sent = self._transport.writeSomeData(data)
        if isinstance(sent, BaseException):
            self._is_lost = True
            self._lost(sent)
        elif sent < len(data):
            self.is_full = True
            self._transport.write(data[sent:])
            self._filled(True)

    def resumeProducing(self) -> None:
        if self.is_full:
            self.is_full = False
            self._filled(False)

    def stopProducing(self) -> None:
        """Do nothing: the transport is gone, or takes nothing at all."""


@implementer(IPushProducer)
class _Later:
    """Leaves all to the transport, which tells how much it has."""

    def __init__(self, transport: Any, filled: Callable[[bool], None]) -> None:
        self.is_full = False
        self._filled = filled
        self.write = transport.write
        transport.registerProducer(self, True)

    def pauseProducing(self) -> None:
        self.is_full = True
        self._filled(True)

    def resumeProducing(self) -> None:
        self.is_full = False
        self._filled(False)

    def stopProducing(self) -> None:
        """Do nothing: the transport is gone, or takes nothing at all."""
