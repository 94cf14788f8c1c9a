"""What an author's factory gets for a connector: it tells where the connection goes, and can give it up."""

from __future__ import annotations

from collections.abc import Callable

from twisted.internet.interfaces import IAddress, IConnector
from zope.interface import implementer


@implementer(IConnector)
class PoemConnector:
    """One attempt at one address. It never connects again: a fetch is one connection, and fetching is its user's."""

    def __init__(self, destination: IAddress, close: Callable[[], None]) -> None:
        """Lead to ``destination``; ``close`` ends the connection, or the attempt at one."""
        self.host: str = getattr(destination, "host", "")
        self.port: int = getattr(destination, "port", 0)
        self._destination = destination
        self._close = close

    def connect(self) -> None:
        """Do nothing: whoever fetches may fetch again."""

    def disconnect(self) -> None:
        """Close the connection, or give up."""
        self._close()

    def stopConnecting(self) -> None:  # noqa: N802 - Twisted's name
        """Give up."""
        self._close()

    def getDestination(self) -> IAddress:  # noqa: N802 - Twisted's name
        """Return the address, as Twisted tells it where it has a word for it."""
        return self._destination
