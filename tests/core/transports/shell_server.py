"""An SSH server for tests, of conch's: whatever command is run there, a test says what comes of it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from twisted.conch.avatar import ConchUser
from twisted.conch.error import ValidPublicKey
from twisted.conch.interfaces import ISession
from twisted.conch.ssh.common import NS
from twisted.conch.ssh.keys import Key
from twisted.conch.ssh.session import SSHSession
from twisted.conch.ssh.transport import MSG_IGNORE, SSHServerTransport
from twisted.cred.checkers import ICredentialsChecker, InMemoryUsernamePasswordDatabaseDontUse
from twisted.cred.credentials import ISSHPrivateKey
from twisted.cred.error import UnauthorizedLogin
from twisted.cred.portal import IRealm, Portal
from twisted.internet.error import ProcessDone, ProcessTerminated
from twisted.python.failure import Failure
from zope.interface import implementer

KINDS = ("ed25519", "rsa")
USER, PASSWORD = "poet", "open sesame"


class Command:
    """A command that runs: a test writes for it, and says how it ends."""

    def __init__(self, session: Any, command: bytes) -> None:
        self.command = command
        self.heard = b""
        self.has_read_all = False
        self.hears: Callable[[bytes], object] = bool
        self._session = session

    def write(self, data: bytes) -> None:
        self._session.outReceived(data)

    def write_error(self, data: bytes) -> None:
        self._session.errReceived(data)

    def end(self, status: int = 0, signal: int | None = None) -> None:
        reason = ProcessTerminated(status, signal, signal or status) if status or signal else ProcessDone(0)
        self._session.processEnded(Failure(reason))

    @property
    def channel(self) -> Any:
        return self._session.session

    def break_off(self) -> None:
        self.channel.conn.transport.transport.abortConnection()


Plays = Callable[[Command], object]


@implementer(ISession)
class _Avatar(ConchUser):
    def __init__(self, plays: Plays) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.channelLookup[b"session"] = SSHSession
        self._plays = plays
        self._command: Any = None

    def execCommand(self, protocol: Any, command: bytes) -> None:  # noqa: N802 - Twisted's name
        if command == b"refused":
            raise RuntimeError("not this one")
        self._command = made = Command(protocol, command)
        protocol.makeConnection(_Input(made))
        self._plays(made)

    def getPty(self, *_: object) -> None:  # noqa: N802 - Twisted's name
        raise RuntimeError("none")

    def openShell(self, *_: object) -> None:  # noqa: N802 - Twisted's name
        raise RuntimeError("none")

    def eofReceived(self) -> None:
        if self._command is not None:
            self._command.has_read_all = True

    def windowChanged(self, _size: object) -> None:  # noqa: N802 - Twisted's name
        pass

    def closed(self) -> None:
        pass


class _Input:
    """What a command reads."""

    def __init__(self, command: Command) -> None:
        self._command = command

    def write(self, data: bytes) -> None:
        self._command.heard += data
        self._command.hears(data)

    def loseConnection(self) -> None:
        pass


@implementer(IRealm)
class _Realm:
    def __init__(self, plays: Plays) -> None:
        self._plays = plays

    def requestAvatar(self, _who: object, _mind: object, *interfaces: Any) -> Any:  # noqa: N802 - Twisted's name
        return interfaces[0], _Avatar(self._plays), lambda: None


@cache
def host_key() -> Key:
    """The key of the host, the same for all tests."""
    return Key(ed25519.Ed25519PrivateKey.generate())


@cache
def private_half(kind: str = "ed25519") -> Any:
    """The private half of a key that is let in."""
    return rsa.generate_private_key(65537, 2048) if kind == "rsa" else ed25519.Ed25519PrivateKey.generate()


def user_key(kind: str = "ed25519") -> Key:
    """A key that is let in."""
    return Key(private_half(kind))


@implementer(ICredentialsChecker)
class _KeyChecker:
    credentialInterfaces = (ISSHPrivateKey,)  # noqa: N815 - Twisted's name

    def requestAvatarId(self, shown: Any) -> Any:  # noqa: N802 - Twisted's name
        allowed = [user_key(kind).public() for kind in KINDS]
        key = Key.fromString(shown.blob)
        if shown.username != USER.encode() or key not in allowed:
            raise UnauthorizedLogin
        if not shown.signature:
            raise ValidPublicKey
        if not key.verify(shown.signature, shown.sigData):
            raise UnauthorizedLogin
        return shown.username


class _Server(SSHServerTransport):
    def __init__(self, goodbyes: list[bytes]) -> None:
        self._goodbyes = goodbyes

    def sendExtInfo(self, _extensions: object) -> None:  # noqa: N802 - Twisted's name
        """Say something by the new keys at once, as OpenSSH does: by itself this one waits for those of the client."""
        before, self.currentEncryptions = self.currentEncryptions, self.nextEncryptions
        self.sendPacket(MSG_IGNORE, NS(b"early"))  # type: ignore[no-untyped-call]
        self.currentEncryptions = before

    def receiveError(self, reasonCode: int, description: bytes) -> None:  # noqa: N802, N803 - Twisted's names
        self._goodbyes.append(description)


class ShellServer:
    """Listens on a port of loopback's; the files that one needs to get there are in ``folder``."""

    def __init__(self, reactor: Any, folder: Path, plays: Plays) -> None:
        # It imports the reactor, which is to be there by then.
        from twisted.conch.ssh.factory import SSHFactory
        from twisted.conch.ssh.userauth import SSHUserAuthServer

        self.folder = folder
        self.goodbyes: list[bytes] = []
        """What those said who left."""
        portal = Portal(_Realm(plays))
        passwords = InMemoryUsernamePasswordDatabaseDontUse()
        passwords.addUser(USER.encode(), PASSWORD.encode())
        portal.registerChecker(passwords)
        portal.registerChecker(_KeyChecker())
        factory: Any = SSHFactory()
        quick = type("Quick", (SSHUserAuthServer,), {"passwordDelay": 0})
        factory.services = {**SSHFactory.services, b"ssh-userauth": quick}
        factory.protocol = partial(_Server, self.goodbyes)
        factory.portal = portal
        factory.publicKeys = {b"ssh-ed25519": host_key().public()}
        factory.privateKeys = {b"ssh-ed25519": host_key()}
        self._port = reactor.listenTCP(0, factory, interface="127.0.0.1")
        self.port = self._port.getHost().port
        self.known_hosts = folder / "known_hosts"
        self.key = folder / "key"

    def know_host(self, name: str = "", key: Key | None = None, marker: str = "") -> None:
        """Write down that the host, or another one by its ``name``, has its key, or another one."""
        blob = base64.b64encode((key or host_key()).public().blob()).decode()
        line = f"{name or f'[127.0.0.1]:{self.port}'} ssh-ed25519 {blob} by a test"
        with self.known_hosts.open("a", encoding="utf-8") as file:
            file.write(f"{marker}{line}\n")

    def keep_key(self, kind: str = "ed25519", passphrase: str | None = None, *, beside: bool = False) -> None:
        """Write a key that is let in, where ``beside`` its public half as well."""
        locked = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1)
        how = NoEncryption() if passphrase is None else locked.build(passphrase.encode())
        self.key.write_bytes(private_half(kind).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, how))
        if beside:
            (self.folder / "key.pub").write_bytes(user_key(kind).public().toString("openssh"))

    def address(self, command: str = "verse") -> str:
        """Where such a command is run."""
        return f"ssh:{USER}@127.0.0.1:{self.port}:{command}"

    @property
    def options(self) -> dict[str, str]:
        """What a server's entry needs, so that nothing of the machine's user is looked at."""
        return {"known_hosts": str(self.known_hosts), "key": str(self.key), "agent": "no"}

    def close(self) -> None:
        """Listen no more."""
        self._port.stopListening()
