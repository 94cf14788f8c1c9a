"""What one shows to be let in by SSH: keys from files, and those that an agent keeps."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from twisted.conch.error import ConchError
from twisted.conch.ssh.agent import AGENT_SIGN_RESPONSE, AGENTC_SIGN_REQUEST, SSHAgentClient
from twisted.conch.ssh.common import NS, getNS
from twisted.conch.ssh.keys import BadKeyError, EncryptedKeyError, Key
from twisted.internet.defer import CancelledError
from twisted.internet.endpoints import UNIXClientEndpoint, connectProtocol
from twisted.internet.error import ConnectionClosed
from twisted.internet.protocol import connectionDone
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure

from poetrygui.core.questions.asking import Asker, Question

_RSA = b"ssh-rsa"
_RSA_SIGNED = b"rsa-sha2-512"
"""How RSA signs: servers take no SHA-1 any more."""
_SHA2_512 = 4  # the flag that asks an agent for it
_TRIES = 3


def signed_as(key: Key) -> bytes:
    """Return the name of the algorithm by which a key signs."""
    kind: bytes = key.sshType()
    return _RSA_SIGNED if kind == _RSA else kind


class Agent(SSHAgentClient):
    """The connection to an agent: what was asked there fails where that is gone."""

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Have nobody wait for an answer."""
        self.connected = 0
        asked, self.deferreds = self.deferreds, []
        for each in asked:
            each.errback(reason)


class FileIdentity:
    """A private key in a file, perhaps locked by a passphrase, which is asked for when it is needed and not kept."""

    def __init__(self, reactor: Any, path: Path, asker: Asker) -> None:
        """Read nothing yet; ``asker`` is asked for the passphrase, and ``reactor`` has the threads that unlock it."""
        self.path = path
        self._reactor = reactor
        self._asker = asker
        self._key: Key | None = None
        self.is_locked = False
        """Whether it would have been needed, and nobody has unlocked it."""
        self.is_no_key = False
        """Whether there is no private key in the file that could be used."""

    async def public(self) -> Key | None:
        """Return the public key; None where it cannot be had."""
        try:
            beside: Key = Key.fromFile(f"{self.path}.pub")
            public: Key = beside.public()
            return public
        except (OSError, BadKeyError, ValueError):
            pass
        found = await self._private()
        return None if found is None else found.public()

    async def sign(self, data: bytes) -> bytes | None:
        """Return a signature of ``data``; None where there can be none."""
        found = await self._private()
        return None if found is None else found.sign(data, signed_as(found))

    async def _private(self) -> Key | None:
        if self._key is None and not self.is_no_key:
            try:
                found: Key | None = Key.fromFile(str(self.path))
            except EncryptedKeyError:
                found = await self._unlocked()
            except Exception:  # noqa: BLE001 - a file that is no key raises whatever its parser meets
                self.is_no_key = True
                return None
            if found is not None and found.isPublic():
                self.is_no_key = True
                return None
            self._key = found
        return self._key

    async def _unlocked(self) -> Key | None:
        again = ""
        self.is_locked = True
        for _ in range(_TRIES if self._asker.can_ask else 0):
            passphrase = await self._asker.ask(Question(f"{again}Passphrase of the key {self.path}:"))
            if passphrase is None:
                return None
            try:
                # It is made to take its time.
                unlocked: Key = await deferToThreadPool(
                    self._reactor, self._reactor.getThreadPool(), Key.fromFile, str(self.path), passphrase=passphrase
                )
                self.is_locked = False
                return unlocked
            except CancelledError:
                raise
            except Exception:  # noqa: BLE001 - with a wrong one the parser may meet anything
                again = "That was not it. "
        return None


class AgentIdentity:
    """A key that an agent keeps."""

    def __init__(self, agent: Agent, blob: bytes) -> None:
        """Have ``agent`` sign for the key with these bytes."""
        self._agent = agent
        self._blob = blob

    async def public(self) -> Key | None:
        """Return the public key; None where it is of a kind that nothing is known of."""
        try:
            found: Key = Key.fromString(self._blob)
            return found
        except Exception:  # noqa: BLE001 - of one that it does not know, the parser raises whatever it meets
            return None

    async def sign(self, data: bytes) -> bytes | None:
        """Return a signature of ``data``; None where the agent refuses."""
        if not self._agent.connected:
            return None
        kind, _ = getNS(self._blob)
        flags = _SHA2_512 if kind == _RSA else 0
        request = NS(self._blob) + NS(data) + struct.pack(">L", flags)
        try:
            answer: bytes = await self._agent.sendRequest(  # type: ignore[no-untyped-call]
                AGENTC_SIGN_REQUEST, request
            )
        except (ConchError, ConnectionClosed):
            return None
        return getNS(answer[1:])[0] if answer[:1] == bytes((AGENT_SIGN_RESPONSE,)) else None


Identity = FileIdentity | AgentIdentity


class Identities:
    """Those of an agent, and then those in files; nothing is looked at before it is needed."""

    def __init__(self, reactor: Any, agent: str, files: Sequence[Path], asker: Asker) -> None:
        """Ask the agent that listens at the path ``agent``, none where that is empty; ``asker`` unlocks files."""
        self._reactor = reactor
        self._path = agent
        self._files = files
        self._asker = asker
        self._agent: Agent | None = None
        self._of_files: list[FileIdentity] = []

    @property
    def locked(self) -> list[Path]:
        """The files that would have been needed, and that nobody has unlocked."""
        return [each.path for each in self._of_files if each.is_locked]

    @property
    def no_keys(self) -> list[Path]:
        """The files that were looked into, and have no private key that could be used."""
        return [each.path for each in self._of_files if each.is_no_key]

    async def each(self) -> AsyncIterator[Identity]:
        """Give them, the agent's first."""
        if self._path:
            for blob in await self._of_agent():
                assert self._agent is not None
                yield AgentIdentity(self._agent, blob)
        for path in self._files:
            self._of_files.append(FileIdentity(self._reactor, path, self._asker))
            yield self._of_files[-1]

    def close(self) -> None:
        """Let the agent go."""
        if self._agent is not None and self._agent.transport is not None:
            self._agent.transport.loseConnection()

    async def _of_agent(self) -> list[bytes]:
        try:
            made = Agent()  # type: ignore[no-untyped-call]
            self._agent = await connectProtocol(UNIXClientEndpoint(self._reactor, self._path), made)
            return [blob for blob, _ in await self._agent.requestIdentities()]
        except CancelledError:
            raise
        except Exception:  # noqa: BLE001 - without an agent there are files and passwords
            return []
