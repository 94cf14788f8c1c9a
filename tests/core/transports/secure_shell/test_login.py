"""Being let in: by keys, by passwords, or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.conch.ssh.common import NS

from poetrygui.core.outcomes import Outcome
from poetrygui.core.questions.asking import Question
from tests.conftest import WaitFor
from tests.core.answers import Answers
from tests.core.transports.secure_shell.conftest import Shell
from tests.core.transports.shell_server import KINDS, PASSWORD, USER, user_key

WHO = f"{USER}@127.0.0.1"
ASKED = f"Password of {WHO}:"


@pytest.fixture
def shell(shell: Shell) -> Shell:
    """A server that is known; the key that is named is none."""
    shell.server.know_host()
    shell.server.key.write_text("no key at all")
    return shell


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_key(shell: Shell, kind: str, beside: bool) -> None:
    shell.server.keep_key(kind, beside=beside)
    running = shell.run()
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"verse\n"), running.ended.reason


@pytest.mark.parametrize("beside", [True, False])
def test_a_key_with_a_passphrase(shell: Shell, beside: bool) -> None:
    shell.server.keep_key(passphrase="a secret", beside=beside)
    answers = Answers("another", "a secret")
    running = shell.run(asker=answers)
    assert running.outcome is Outcome.COMPLETE, running.ended.reason
    asked = f"Passphrase of the key {shell.server.key}:"
    assert answers.asked == [Question(asked), Question(f"That was not it. {asked}")]


@pytest.mark.parametrize("asker", [None, Answers(None, None)])
def test_a_passphrase_that_nobody_gives(shell: Shell, asker: Answers | None) -> None:
    shell.server.keep_key(passphrase="a secret")
    refused = shell.run(asker=asker)
    assert refused.outcome is Outcome.UNREACHABLE
    assert f"{WHO} was not let in: the key {shell.server.key} is locked by a passphrase" in refused.ended.reason


def test_a_password(shell: Shell) -> None:
    answers = Answers("another", PASSWORD)
    running = shell.run(asker=answers)
    assert (running.outcome, running.rows) == (Outcome.COMPLETE, b"verse\n"), running.ended.reason
    assert answers.asked == [Question(ASKED), Question(f"That was not it. {ASKED}")]


@pytest.mark.parametrize(
    "asker, said",
    [
        (None, "; name another file (key), none that ends in .pub."),
        (Answers(None), "the question for a password was not answered."),
        (Answers("a", "b", "c"), "the server took no key and no password."),
    ],
    ids=["nobody", "declined", "wrong"],
)
def test_a_password_that_nobody_knows(shell: Shell, asker: Answers | None, said: str) -> None:
    refused = shell.run(asker=asker)
    assert refused.outcome is Outcome.UNREACHABLE
    assert refused.ended.reason.startswith(f"{WHO} was not let in: ")
    assert refused.ended.reason.endswith(said)


def test_a_public_key_that_is_named_is_no_key(shell: Shell) -> None:
    private = shell.server.key
    private.write_bytes(user_key(KINDS[0]).public().toString("openssh"))
    refused = shell.run()
    assert refused.outcome is Outcome.UNREACHABLE
    said = (
        f"{WHO} was not let in: there is no private key in {private}; name another file (key), none that ends in .pub."
    )
    assert refused.ended.reason == said


def test_a_key_that_cannot_sign_is_no_end(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(self: object, data: bytes) -> bytes:
        raise ValueError

    shell.server.keep_key()
    monkeypatch.setattr("poetrygui.core.transports.secure_shell.identities.FileIdentity.sign", breaks)
    running = shell.run(asker=Answers(PASSWORD))
    assert running.outcome is Outcome.COMPLETE, running.ended.reason


def test_a_question_is_given_up_when_the_server_has_lost_interest(
    shell: Shell, wait_until: Any, wait_for: WaitFor
) -> None:
    slow = Answers()
    running = shell.start(asker=slow)
    wait_until(lambda: bool(slow.open))
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED
    wait_until(lambda: slow.open[0].called)


def login(answers: Answers) -> Any:
    # It imports the reactor, which is to be there by then.
    from poetrygui.core.transports.secure_shell.login import Credentials, Login

    connection: Any = type("Service", (), {"name": b"ssh-connection"})()
    made: Any = Login(None, Credentials("me", [Path("/nonesuch")]), "host", connection, answers)
    made.asked = []
    made.askForAuth = lambda kind, data: made.asked.append((kind, data))
    return made


def test_what_the_server_asks_by_itself(wait_for: WaitFor) -> None:
    answers = Answers("a code", "a place")
    made = login(answers)
    assert made.auth_keyboard_interactive()
    assert made.asked == [(b"keyboard-interactive", b"\0\0\0\0\0\0\0\0")]
    given = made.getGenericAnswers(b"", b"Of your device.", [(b"Code: ", False), (b"Where? ", True)])
    assert wait_for(given) == ["a code", "a place"]
    assert answers.asked == [
        Question("me@host: Of your device. Code:"),
        Question("me@host: Of your device. Where?", is_secret=False),
    ]
    assert wait_for(made.getGenericAnswers(b"", b"", [])) == []
    made.ssh_USERAUTH_BANNER(b"")


def test_a_wrong_answer_is_told_and_one_that_is_right_and_not_enough_is_none(wait_for: WaitFor) -> None:
    answers = Answers("wrong", "right", "a password")
    made = login(answers)

    def refuse(ways: bytes, is_partly_right: bool = False) -> None:
        made.lastAuth = made.asked[-1][0] if made.asked else b"none"
        made.ssh_USERAUTH_FAILURE(NS(ways) + bytes((is_partly_right,)))

    refuse(b"keyboard-interactive")
    wait_for(made.getGenericAnswers(b"", b"", [(b"Code:", False)]))
    refuse(b"keyboard-interactive")
    wait_for(made.getGenericAnswers(b"", b"", [(b"Code:", False)]))
    refuse(b"password", is_partly_right=True)
    assert [kind for kind, _ in made.asked] == [*[b"keyboard-interactive"] * 2, b"password"]
    assert answers.texts == ["me@host: Code:", "That was not it. me@host: Code:", "Password of me@host:"]
    assert made.refusal == "me@host was not let in: the server took no key and no password."
    made.authenticatedWith.append(b"publickey")
    assert made.refusal == "me@host was not let in: the server took the key, but no password."


def test_who_does_not_answer_is_asked_no_more(wait_for: WaitFor) -> None:
    answers = Answers(None)
    made = login(answers)
    assert wait_for(made.getGenericAnswers(b"", b"", [(b"Code:", False), (b"And:", False)])) == ["", ""]
    assert not made.auth_keyboard_interactive()
    assert wait_for(made.auth_password()) is False
    assert len(answers.asked) == 1
    assert "asks for nothing else" in login(Answers()).refusal
    instead = "nobody can be asked for a password here; add a key to the agent, or name one (key)."
    assert login(Answers(can_ask=False)).refusal.endswith(instead)
