"""The connection to an SSH server, up to where a command can be run there."""

from __future__ import annotations

from typing import Any

from twisted.conch.ssh import keys
from twisted.conch.ssh.common import getNS
from twisted.conch.ssh.connection import SSHConnection
from twisted.conch.ssh.transport import (
    DISCONNECT_HOST_KEY_NOT_VERIFIABLE,
    DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE,
    SSHClientTransport,
)
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from poetrygui.core.questions.asking import Asker
from poetrygui.core.transports.secure_shell.known_hosts import USUAL_PORT, HostKey, KnownHosts, Standing
from poetrygui.core.transports.secure_shell.login import Credentials, Login
from poetrygui.errors import AddressError

_RSA = b"ssh-rsa"


class HeldConnection(SSHConnection):
    """Tells the server of room on a channel only while somebody reads there."""

    def __init__(self, started: Deferred[HeldConnection]) -> None:
        """Fire ``started`` when channels can be opened."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._started = started

    def serviceStarted(self) -> None:  # noqa: N802 - Twisted's name
        """Tell that the user is let in."""
        self._started.callback(self)

    def adjustWindow(self, channel: Any, bytesToAdd: int) -> None:  # noqa: N802, N803 - Twisted's names
        """Tell the server that there is room for more, unless nobody reads."""
        if not channel.is_held:
            super().adjustWindow(channel, bytesToAdd)  # type: ignore[no-untyped-call]

    def give_room(self, channel: Any) -> None:
        """Tell the server how much room there is, where it is less than half of all."""
        if channel.localWindowLeft < channel.localWindowSize // 2:
            self.adjustWindow(channel, channel.localWindowSize - channel.localWindowLeft)


class ShellClient(SSHClientTransport):
    """Sees that the host is the right one, and logs in. ``ready`` fires with the connection, or fails."""

    def __init__(
        self, reactor: Any, where: tuple[str, int], hosts: KnownHosts, credentials: Credentials, asker: Asker
    ) -> None:
        """Begin when it is connected to ``where``, a host and its port.

        The host is to be one of ``hosts``; whoever has these ``credentials`` logs in, and ``asker`` asks for the rest.
        """
        self.ready: Deferred[HeldConnection] = Deferred(lambda _: self.abort())
        self.loss: Exception | None = None
        """Why the connection has ended, or is about to; None before."""
        self._host, self._port = where
        self._hosts = hosts
        self._asker = asker
        self._question: Deferred[bool] | None = None
        self._is_verifying = False
        connection = HeldConnection(self.ready)
        self._login = Login(reactor, credentials, self._host, connection, asker)

    # Twisted declares less than there is.
    transport: Any

    # Called by Twisted

    def connectionMade(self) -> None:
        """Begin, with the kinds of keys that are known of the host first: the server shows one of those, if it can."""
        known = self._hosts.kinds(self._host, self._port)
        self.supportedPublicKeys = sorted(
            SSHClientTransport.supportedPublicKeys,
            key=lambda kind: (_RSA if kind.startswith(b"rsa-sha2-") else kind) not in known,
        )
        super().connectionMade()  # type: ignore[no-untyped-call]

    def dataReceived(self, data: bytes) -> None:
        """Take what comes; a server that does not keep to SSH is left."""
        try:
            super().dataReceived(data)  # type: ignore[no-untyped-call]
        except Exception as error:  # noqa: BLE001 - its parser raises whatever it meets
            words = f"{type(error).__name__}: {error}".rstrip(": ")
            self.loss = self.loss or AddressError(f"{self._host} does not keep to SSH ({words}).")
            self.abort()

    def getPacket(self) -> bytes | None:  # noqa: N802 - Twisted's name
        """Take no packet as long as the host's key is not verified: what follows comes by keys that are not there yet.

        OpenSSH has told its extensions by them at once, while somebody is still asked about its key.
        """
        if self._is_verifying or self.loss is not None:
            return None
        packet: bytes | None = super().getPacket()  # type: ignore[no-untyped-call]
        return packet

    def ssh_KEX_DH_GEX_GROUP(self, packet: bytes) -> None:  # noqa: N802 - Twisted's name
        """Have the host's key verified, where it is shown by this one."""
        self._wait_for(super().ssh_KEX_DH_GEX_GROUP(packet))  # type: ignore[no-untyped-call]

    def ssh_KEX_DH_GEX_REPLY(self, packet: bytes) -> None:  # noqa: N802 - Twisted's name
        """Have the host's key verified."""
        self._wait_for(super().ssh_KEX_DH_GEX_REPLY(packet))  # type: ignore[no-untyped-call]

    def verifyHostKey(self, hostKey: bytes, fingerprint: bytes) -> Deferred[bool]:  # noqa: N802, N803 - Twisted's names
        """Fire where the host is known by this key, or the user says so; else fail."""
        return Deferred.fromCoroutine(self._verify(HostKey(getNS(hostKey)[0], hostKey)))

    def connectionSecure(self) -> None:
        """Log in."""
        self.requestService(self._login)

    def receiveError(self, reasonCode: int, description: bytes) -> None:  # noqa: N802, N803 - Twisted's names
        """Note why the server leaves."""
        said = description.decode("utf-8", "replace").strip()
        self.loss = self.loss or AddressError(f"{self._host} ended the SSH connection: {said or reasonCode}.")

    def sendDisconnect(self, reason: int, desc: bytes) -> None:  # noqa: N802 - Twisted's name
        """Leave, and note why; the server does not hear what was found here of its key."""
        if reason == DISCONNECT_HOST_KEY_NOT_VERIFIABLE:
            desc = b"host key not verified"
        if reason == DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE:
            self.loss = self.loss or AddressError(self._login.refusal)
        if not self.gotVersion:
            self.loss = self.loss or self._no_ssh()
        if not self.ready.called:
            said = desc.decode("utf-8", "replace")
            self.loss = self.loss or AddressError(f"No SSH connection to {self._host} came about: {said}.")
        super().sendDisconnect(reason, desc)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Failure | None = None) -> None:
        """Tell why it did not come about, or end what runs."""
        if self.loss is None and not self.gotVersion:
            self.loss = self._no_ssh()
        if self.loss is None:
            self.loss = AddressError(f"{self._host} broke the SSH connection off.")
        if self._question is not None:
            self._question.cancel()
        super().connectionLost(reason)
        if not self.ready.called:
            self.ready.errback(Failure(self.loss))

    # Called by whoever connects

    def abort(self) -> None:
        """Let the connection go at once."""
        if self.transport is not None:
            self.transport.abortConnection()

    def _wait_for(self, verified: Deferred[Any] | None) -> None:
        if verified is not None:
            self._is_verifying = True
            verified.addBoth(self._go_on)

    def _go_on(self, _result: object) -> None:
        self._is_verifying = False
        self.dataReceived(b"")  # what has come meanwhile

    def _no_ssh(self) -> AddressError:
        return AddressError(f"{self._host} closed the connection, or speaks no SSH at port {self._port}.")

    async def _verify(self, key: HostKey) -> bool:
        found = self._hosts.look(self._host, self._port, key)
        if found.standing is Standing.KNOWN:
            return True
        keys.Key.fromString(key.blob)  # raises, where it is none
        shown = f"{key.kind.decode('ascii', 'replace')}, {key.fingerprint}"
        where = f"line {found.line} of {self._hosts.path}"
        if found.standing is Standing.REVOKED:
            self.loss = AddressError(f"The key of {self._host} ({shown}) is revoked, by {where}.")
        elif found.standing is Standing.CHANGED:
            what = "another than is known: somebody may be in between. Ask whoever runs it; where it is right, remove"
            self.loss = AddressError(f"The key of {self._host} ({shown}) is {what} {where}.")
        elif not self._asker.can_confirm:
            port = "" if self._port == USUAL_PORT else f"-p {self._port} "
            add = f"and have “ssh {port}{self._host}” add it to {self._hosts.path}"
            self.loss = AddressError(
                f"The key of {self._host} is not known ({shown}): ask whoever runs it for the fingerprint, {add}."
            )
        elif await self._is_agreed_to(key):
            self._hosts.add(self._host, self._port, key)
            return True
        else:
            self.loss = AddressError(f"The key of {self._host} ({shown}) was not believed.")
        raise self.loss

    async def _is_agreed_to(self, key: HostKey) -> bool:
        others = sorted(kind.decode("ascii", "replace") for kind in self._hosts.kinds(self._host, self._port))
        known = f"Known of it are keys of other kinds: {', '.join(others)}. " if others else ""
        kind = key.kind.decode("ascii", "replace")
        text = f"The {kind} key of {self._host}, port {self._port}, is not known:\n\n{key.fingerprint}\n\n{known}"
        self._question = self._asker.confirm(f"{text}Is that its fingerprint? Then it is added to {self._hosts.path}.")
        return await self._question
