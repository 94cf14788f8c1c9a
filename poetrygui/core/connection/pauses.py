"""What not every transport of somebody else's making can do: stopping to read, and ending without a wait."""

from __future__ import annotations

from typing import Any


class Pauses:
    """Stops a transport's reading as long as anybody wants that: the disk, a lack of room, the protocol itself."""

    def __init__(self) -> None:
        """Nobody has stopped anything."""
        self._who: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._who)

    def __contains__(self, who: str) -> bool:
        return who in self._who

    def add(self, who: str, transport: Any) -> None:
        """Stop reading until everyone who was added is removed. ``transport`` is None before there is one."""
        if not self._who and hasattr(transport, "pauseProducing"):  # None has not, nor has every transport
            transport.pauseProducing()
        self._who.add(who)

    def remove(self, who: str) -> bool:
        """Take one pause back; tell whether it was the last, so that the transport may go on."""
        if who not in self._who:
            return False
        self._who.remove(who)
        return not self._who


def abort(transport: Any) -> None:
    """Close at once, or where a transport cannot, as it can."""
    getattr(transport, "abortConnection", transport.loseConnection)()
