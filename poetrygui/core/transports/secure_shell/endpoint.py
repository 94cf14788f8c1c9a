"""An endpoint that runs a command on another machine."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import connectProtocol
from twisted.internet.error import NoProtocol
from twisted.internet.interfaces import IAddress, IProtocol, IStreamClientEndpoint
from zope.interface import implementer

from poetrygui.core.questions.asking import Asker
from poetrygui.core.transports.secure_shell.channel import CommandChannel
from poetrygui.core.transports.secure_shell.client import ShellClient
from poetrygui.core.transports.secure_shell.known_hosts import KnownHosts
from poetrygui.core.transports.secure_shell.login import Credentials
from poetrygui.core.transports.secure_shell.transport import ShellTransport


@implementer(IStreamClientEndpoint)
@frozen(eq=False)
class ShellEndpoint:
    """Connects to ``where``, a host and its port, by ``tcp``, logs in, and runs ``command``.

    ``errors`` is ``apart``, ``mixed`` or ``dropped``, which is said of the command's standard error.
    """

    reactor: Any
    tcp: IStreamClientEndpoint
    address: IAddress
    where: tuple[str, int]
    command: str
    errors: str
    hosts: KnownHosts
    credentials: Credentials
    asker: Asker

    def connect(self, factory: Any) -> Deferred[IProtocol]:
        """Run the command, and connect a protocol of ``factory`` to it."""
        return Deferred.fromCoroutine(self._connect(factory))

    async def _connect(self, factory: Any) -> IProtocol:
        client = ShellClient(self.reactor, self.where, self.hosts, self.credentials, self.asker)
        await connectProtocol(self.tcp, client)
        try:
            connection = await client.ready
            channel = CommandChannel(self.command.encode("utf-8", "surrogateescape"))
            connection.openChannel(channel)  # type: ignore[no-untyped-call]
            await channel.started
            protocol: IProtocol | None = factory.buildProtocol(self.address)
            if protocol is None:
                raise NoProtocol
        except BaseException:
            client.abort()
            raise
        ShellTransport(self.reactor, protocol, self.address, channel, client).begin(self.errors)
        return protocol
