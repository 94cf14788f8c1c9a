"""The connection to an SSH server: is the host the right one, and does it speak SSH at all?"""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from twisted.conch.ssh.keys import FingerprintFormats, Key

from poetrygui.core.outcomes import Outcome
from tests.conftest import WaitFor
from tests.core.answers import Answers
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import Session, sends, sends_and_waits
from tests.core.transports.secure_shell.conftest import Shell
from tests.core.transports.shell_server import host_key

FINGERPRINT = host_key().fingerprint(FingerprintFormats.SHA256_BASE64).rstrip("=")


def test_a_host_that_is_not_known_is_refused_and_its_fingerprint_told(shell: Shell) -> None:
    shell.server.keep_key()
    shell.server.know_host("another.example")
    refused = shell.run()
    assert refused.outcome is Outcome.UNREACHABLE
    assert f"The key of 127.0.0.1 is not known (ssh-ed25519, SHA256:{FINGERPRINT})" in refused.ended.reason
    assert f"have “ssh -p {shell.server.port} 127.0.0.1” add it to {shell.server.known_hosts}" in refused.ended.reason
    # The server is not told what was found here.
    assert shell.server.goodbyes == [b"host key not verified"]


def test_a_host_that_is_not_known_is_asked_about_where_somebody_can_be(shell: Shell) -> None:
    shell.server.keep_key()
    shell.server.known_hosts.touch()
    declines = Answers(False)
    refused = shell.run(asker=declines)
    assert refused.ended.reason == f"The key of 127.0.0.1 (ssh-ed25519, SHA256:{FINGERPRINT}) was not believed."
    assert FINGERPRINT in declines.texts[0]
    assert shell.server.known_hosts.read_text() == ""
    agrees = Answers(True)
    assert shell.run(asker=agrees).outcome is Outcome.COMPLETE
    assert shell.run(asker=agrees).outcome is Outcome.COMPLETE
    assert len(agrees.asked) == 1


def test_what_the_server_says_while_somebody_is_asked_waits(shell: Shell, wait_until: Any, wait_for: WaitFor) -> None:
    """OpenSSH goes on by the new keys at once, which was read by the old ones: no host could be agreed to."""
    shell.server.keep_key()
    shell.server.known_hosts.touch()
    slow = Answers()
    running = shell.start(asker=slow)
    wait_until(lambda: bool(slow.open))
    slow.open[0].callback(True)
    wait_for(running.done)
    assert running.outcome is Outcome.COMPLETE, running.ended.reason
    assert running.rows == b"verse\n"


def test_a_key_of_another_kind_is_told_with_the_question(shell: Shell) -> None:
    shell.server.keep_key()
    shell.server.know_host()
    shell.server.known_hosts.write_text(shell.server.known_hosts.read_text().replace("ssh-ed25519", "ssh-dss"))
    declines = Answers(False)
    shell.run(asker=declines)
    assert "Known of it are keys of other kinds: ssh-dss." in declines.texts[0]


def test_a_host_with_another_key_than_before_is_refused(open_shell: Shell) -> None:
    open_shell.server.known_hosts.unlink()
    open_shell.server.know_host(key=Key(ed25519.Ed25519PrivateKey.generate()))
    asked = Answers(True)
    refused = open_shell.run(asker=asked)
    assert refused.outcome is Outcome.UNREACHABLE
    assert "is another than is known: somebody may be in between" in refused.ended.reason
    assert refused.ended.reason.endswith(f"remove line 1 of {open_shell.server.known_hosts}.")
    assert asked.asked == []


def test_a_key_that_is_revoked_is_refused(open_shell: Shell) -> None:
    open_shell.server.know_host("*", marker="@revoked ")
    assert f"is revoked, by line 2 of {open_shell.server.known_hosts}" in open_shell.run().ended.reason


def test_a_question_is_given_up_with_the_fetch(shell: Shell, wait_until: Any, wait_for: WaitFor) -> None:
    shell.server.keep_key()
    shell.server.known_hosts.touch()
    slow = Answers()
    running = shell.start(asker=slow)
    wait_until(lambda: bool(slow.open))
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED
    wait_until(lambda: slow.open[0].called)


def as_shell(address: str) -> str:
    return f"ssh:me@{address}:verse"


def test_what_speaks_no_ssh(serve: Serve, fetched: Fetched) -> None:
    other = fetched(as_shell(serve(sends(b"220 mail.example ready\r\n")).address))
    assert other.outcome is Outcome.UNREACHABLE
    assert "127.0.0.1 closed the connection, or speaks no SSH at port" in other.ended.reason


@pytest.mark.parametrize(
    "said, reason",
    [
        (b"SSH-1.0-ancient\r\n", "No SSH connection to 127.0.0.1 came about: "),
        (b"SSH-2.0-odd\r\n\0\0\0\x0c\4\x14\0\0\0\0\0\0\0\0\0\0", "127.0.0.1 does not keep to SSH ("),
        (
            b"SSH-2.0-busy\r\n\0\0\0\x1c\x0a\1\0\0\0\x0b\0\0\0\x04full\0\0\0\0" + bytes(10),
            "127.0.0.1 ended the SSH connection: full.",
        ),
    ],
    ids=["another version", "nonsense", "no room"],
)
def test_a_server_that_does_not_come_to_the_point(serve: Serve, fetched: Fetched, said: bytes, reason: str) -> None:
    other = fetched(as_shell(serve(sends_and_waits(said)).address))
    assert other.outcome is Outcome.UNREACHABLE
    assert other.ended.reason.startswith(reason)


def test_a_server_that_breaks_off_as_it_begins(serve: Serve, fetched: Fetched) -> None:
    async def leaves(session: Session) -> None:
        session.send(b"SSH-2.0-short\r\n")
        await session.sent()
        session.close()

    other = fetched(as_shell(serve(leaves).address))
    assert other.ended.reason == "127.0.0.1 broke the SSH connection off."
