"""A resolver of host names that asks nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer


@implementer(IHostnameResolver, IHostResolution)
class Names:
    """A resolver that knows these names and no others; one without addresses it never answers for."""

    def __init__(self, known: Mapping[str, Sequence[str] | None]) -> None:
        self.name = "the name at hand"
        self._known = known

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: object = None,  # noqa: N803 - Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 - Twisted's name
    ) -> Any:
        resolutionReceiver.resolutionBegan(self)
        addresses = self._known.get(hostName, ())
        if addresses is not None:
            for address in addresses:
                resolutionReceiver.addressResolved(IPv4Address("TCP", address, portNumber))
            resolutionReceiver.resolutionComplete()
        return self

    def cancel(self) -> None:
        """Give up, as a resolution can be asked to."""
