"""Being let in by an SSH server: by a key, by what the server asks, or by a password."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from twisted.conch.ssh.common import NS, getNS
from twisted.conch.ssh.connection import SSHConnection
from twisted.conch.ssh.userauth import MSG_USERAUTH_REQUEST, SSHUserAuthClient
from twisted.internet.defer import CancelledError, Deferred

from poetrygui.core.questions.asking import Asker, Question
from poetrygui.core.transports.secure_shell.identities import Identities, Identity, signed_as

_TRIES = 3
"""How often a password is asked for, in one way or the other."""
_WRONG = "That was not it. "
_TYPED = (b"password", b"keyboard-interactive")


@frozen
class Credentials:
    """Who wants to be let in, and what there is to show: keys in ``files``, and an agent that listens at a path."""

    user: str
    files: Sequence[Path]
    agent: str = ""


class Login(SSHUserAuthClient):
    """Shows one key after the other, and then asks its user; nothing of what that one types is kept."""

    def __init__(
        self, reactor: Any, credentials: Credentials, host: str, connection: SSHConnection, asker: Asker
    ) -> None:
        """Log in to ``host`` by ``credentials``, so that ``connection`` begins.

        ``asker`` is asked for what has to be typed.
        """
        super().__init__(credentials.user.encode(), connection)
        self._whose = f"{credentials.user}@{host}"
        self._asker = asker
        self._all = Identities(reactor, credentials.agent, credentials.files, asker)
        self._left: AsyncIterator[Identity] = self._all.each()
        self._shown: Identity | None = None
        self._tries_left = _TRIES
        self._has_declined = False
        self._was_wrong = False
        """Whether the last that was typed was refused, and nobody was told."""
        self._running: set[Deferred[Any]] = set()
        self.authenticatedWith: list[bytes] = []  # Twisted's name, which it has once it begins
        self.lastAuth = b"none"

    @property
    def refusal(self) -> str:
        """Why the server does not let one in, in a sentence."""
        if locked := self._all.locked:
            what = f"the key {locked[0]} is locked by a passphrase, and that was not given"
            return f"{self._whose} was not let in: {what}; one that an agent has needs none."
        if self._tries_left == _TRIES and (no_keys := self._all.no_keys):
            what = f"there is no private key in {no_keys[0]}"
            return f"{self._whose} was not let in: {what}; name another file (key), none that ends in .pub."
        if self._has_declined:
            return f"{self._whose} was not let in: the question for a password was not answered."
        if self._tries_left < _TRIES:
            keys = "the key, but" if b"publickey" in self.authenticatedWith else "no key and"
            return f"{self._whose} was not let in: the server took {keys} no password."
        if not self._asker.can_ask:
            instead = "nobody can be asked for a password here; add a key to the agent, or name one (key)"
            return f"{self._whose} was not let in: the server took no key, and {instead}."
        return f"{self._whose} was not let in: the server took no key, and asks for nothing else."

    def serviceStopped(self) -> None:  # noqa: N802 - Twisted's name
        """Ask no more."""
        self._all.close()
        for each in list(self._running):
            each.cancel()

    def ssh_USERAUTH_FAILURE(self, packet: bytes) -> Deferred[Any] | None:  # noqa: N802 - Twisted's name
        """Try the next way; what was typed may have been right, and not all that the server wants."""
        if self.lastAuth in _TYPED:
            self._was_wrong = self._tries_left < _TRIES and not ord(getNS(packet)[1])
        after: Deferred[Any] | None = super().ssh_USERAUTH_FAILURE(packet)  # type: ignore[no-untyped-call]
        return after

    def ssh_USERAUTH_BANNER(self, packet: bytes) -> None:  # noqa: N802 - Twisted's name
        """Let what the server says to everybody pass."""

    # Keys

    def auth_publickey(self) -> Deferred[bool]:
        """Show the next key; fire with whether there is one."""
        return self._run(self._show_key())

    def ssh_USERAUTH_PK_OK_publickey(self, packet: bytes) -> None:  # noqa: N802 - Twisted's name
        """Sign with the key that was shown: the server would take it."""
        self._run(self._sign())

    async def _show_key(self) -> bool:
        async for identity in self._left:
            key = await identity.public()
            if key is not None:
                self._shown, self.lastPublicKey = identity, key
                self.askForAuth(b"publickey", b"\0" + NS(signed_as(key)) + NS(key.blob()))
                return True
        return False

    async def _sign(self) -> bool:
        key, identity = self.lastPublicKey, self._shown
        signature: bytes | None = None
        if key is not None and identity is not None and self.transport is not None:
            shown = b"\1" + NS(signed_as(key)) + NS(key.blob())
            head = bytes((MSG_USERAUTH_REQUEST,)) + NS(self.user) + NS(self.instance.name) + NS(b"publickey")
            try:
                signature = await identity.sign(NS(self.transport.sessionID or b"") + head + shown)
            except CancelledError:
                raise
            except Exception:  # noqa: BLE001 - whatever an odd key meets: nobody would wait for the server any more
                signature = None
            if signature is not None:
                self.askForAuth(b"publickey", shown + NS(signature))
                return True
        self.askForAuth(b"none", b"")  # is refused, and the next way is tried
        return False

    # What is typed

    def auth_password(self) -> Deferred[bool]:  # type: ignore[override]  # a Deferred is waited for
        """Ask for a password; fire with whether there is one."""
        return self._run(self._say_password())

    def auth_keyboard_interactive(self) -> bool:
        """Have the server ask, unless nobody could answer."""
        if not self._may_ask:
            return False
        self.askForAuth(b"keyboard-interactive", NS(b"") + NS(b""))
        return True

    def getGenericAnswers(  # noqa: N802 - Twisted's name
        self, name: bytes, instruction: bytes, prompts: Sequence[tuple[bytes, bool]]
    ) -> Deferred[list[str]]:
        """Ask what the server asks, one thing after the other."""
        return self._run(self._answers(instruction, prompts))

    @property
    def _may_ask(self) -> bool:
        return self._asker.can_ask and self._tries_left > 0 and not self._has_declined

    async def _say_password(self) -> bool:
        if not self._may_ask:
            return False
        self._tries_left -= 1
        password = await self._typed(Question(f"Password of {self._whose}:"))
        if password is None:
            return False
        self.askForAuth(b"password", b"\0" + NS(password.encode()))
        return True

    async def _answers(self, instruction: bytes, prompts: Sequence[tuple[bytes, bool]]) -> list[str]:
        answers: list[str] = []
        if prompts:
            self._tries_left -= 1
        for prompt, is_shown in prompts:
            words = " ".join(each.decode("utf-8", "replace").strip() for each in (instruction, prompt) if each.strip())
            answer = (
                None if self._has_declined else await self._typed(Question(f"{self._whose}: {words}", not is_shown))
            )
            answers.append(answer or "")
        return answers

    async def _typed(self, question: Question) -> str | None:
        again, self._was_wrong = _WRONG if self._was_wrong else "", False
        answer = await self._asker.ask(question._replace(text=f"{again}{question.text}"))
        self._has_declined = answer is None
        return answer

    def _run(self, steps: Coroutine[Deferred[Any], Any, Any]) -> Deferred[Any]:
        """Go these steps; they are given up when the server has lost interest."""
        running: Deferred[Any] = Deferred.fromCoroutine(steps)
        self._running.add(running)

        def over(result: Any) -> Any:
            self._running.discard(running)
            return result

        # Twisted goes on to the next way where one fires with False, and waits for the server where it is True.
        return running.addErrback(lambda failure: bool(failure.trap(CancelledError))).addBoth(over)
