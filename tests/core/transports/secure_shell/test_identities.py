"""Keys of an agent, and in files."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.conch.ssh.agent import AGENTC_REQUEST_IDENTITIES, AGENTC_SIGN_REQUEST, SSHAgentServer
from twisted.conch.ssh.common import NS, getNS
from twisted.conch.ssh.keys import Key
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory

from poetrygui.core.outcomes import Outcome
from poetrygui.core.questions.asking import Nobody
from poetrygui.core.transports.secure_shell.identities import FileIdentity, Identities, signed_as
from tests.conftest import WaitFor
from tests.core.conftest import StartFetch
from tests.core.transports.secure_shell.conftest import Shell
from tests.core.transports.shell_server import KINDS, user_key


class Agent(Factory):
    """Keeps keys, and signs by SHA-2 where it is asked to."""

    def __init__(self, kinds: tuple[str, ...] = KINDS) -> None:
        self.keys = {user_key(kind).public().blob(): user_key(kind) for kind in kinds}
        self.others = [NS(b"of an unknown kind")]
        self.refuses = False
        self.leaves = False

    def buildProtocol(self, addr: object) -> Any:
        side = AgentSide(self)
        side.factory = self
        return side


class AgentSide(SSHAgentServer):
    """One connection to it."""

    def __init__(self, agent: Agent) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._agent = agent

    def agentc_REQUEST_IDENTITIES(self, _data: bytes) -> None:  # noqa: N802 - Twisted's name
        blobs = [*self._agent.others, *self._agent.keys]
        answer = struct.pack("!L", len(blobs)) + b"".join(NS(blob) + NS(b"a key") for blob in blobs)
        self.sendResponse(12, answer)  # type: ignore[no-untyped-call]

    def agentc_SIGN_REQUEST(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._agent.leaves:
            side: Any = self.transport
            side.loseConnection()
            return
        blob, wanted, flags = getNS(data, 2)
        key = self._agent.keys[blob]
        kind = b"rsa-sha2-512" if flags == b"\0\0\0\4" else key.sshType()
        code = 5 if self._agent.refuses else 14
        self.sendResponse(code, NS(key.sign(wanted, kind)))  # type: ignore[no-untyped-call]


assert (AGENTC_REQUEST_IDENTITIES, AGENTC_SIGN_REQUEST) == (11, 13)


@pytest.fixture
def agent(socket_folder: Path, reactor: Any, monkeypatch: pytest.MonkeyPatch, wait_for: WaitFor) -> Iterator[Agent]:
    made = Agent()
    path = str(socket_folder / "agent")
    port = reactor.listenUNIX(path, made)
    monkeypatch.setenv("SSH_AUTH_SOCK", path)
    yield made
    wait_for(port.stopListening())


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_the_agents(shell: Shell, agent: Agent, start_fetch: StartFetch, wait_for: WaitFor, kind: str) -> None:
    shell.server.know_host()
    agent.keys = {user_key(kind).public().blob(): user_key(kind)}
    options = {"known_hosts": str(shell.server.known_hosts)}
    running = start_fetch(shell.server.address(), "lines", transport_options=options)
    wait_for(running.done)
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"verse\n"), running.ended.reason


@pytest.mark.parametrize("what", ["refuses", "leaves"])
def test_an_agent_that_does_not_sign(
    shell: Shell, agent: Agent, start_fetch: StartFetch, wait_for: WaitFor, what: str
) -> None:
    shell.server.know_host()
    setattr(agent, what, True)
    options = {"known_hosts": str(shell.server.known_hosts)}
    running = start_fetch(shell.server.address(), "lines", transport_options=options)
    wait_for(running.done)
    assert "the server took no key" in running.ended.reason


def test_an_agent_that_is_not_there(open_shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_AUTH_SOCK", "/nonesuch")
    options = open_shell.server.options | {"agent": "yes"}
    monkeypatch.setattr(type(open_shell.server), "options", options)
    assert open_shell.run().outcome is Outcome.COMPLETE


def test_rsa_signs_by_sha_2() -> None:
    assert signed_as(user_key("rsa")) == b"rsa-sha2-512"
    assert signed_as(user_key()) == b"ssh-ed25519"


def test_a_file_that_is_no_key(tmp_path: Path, reactor: Any, wait_for: WaitFor) -> None:
    file = tmp_path / "key"
    for text in (None, "", "no key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"):
        if text is not None:
            file.write_text(text, "utf-8")
        identity = FileIdentity(None, file, Nobody())
        assert asyncio.run(identity.public()) is None
        assert asyncio.run(identity.sign(b"data")) is None
        assert not identity.is_locked
    (tmp_path / "key.pub").write_text("nonsense", "utf-8")
    assert asyncio.run(FileIdentity(None, file, Nobody()).public()) is None


def test_files_come_in_their_order(tmp_path: Path, reactor: Any, wait_for: WaitFor) -> None:
    async def paths() -> list[Path]:
        found = Identities(reactor, "", [tmp_path / "a", tmp_path / "b"], Nobody())
        try:
            return [each.path async for each in found.each() if isinstance(each, FileIdentity)]
        finally:
            found.close()

    assert wait_for(Deferred.fromCoroutine(paths())) == [tmp_path / "a", tmp_path / "b"]


def test_a_signature_is_the_keys(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(user_key("rsa").toString("openssh"))
    identity = FileIdentity(None, file, Nobody())
    signature = asyncio.run(identity.sign(b"data"))
    public = asyncio.run(identity.public())
    assert isinstance(public, Key)
    assert signature is not None
    assert public.verify(signature, b"data")
