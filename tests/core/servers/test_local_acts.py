"""What fetching a server does here: programs that run, and what is given away."""

from __future__ import annotations

import pytest

from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.local_acts import acts_of
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does


@pytest.mark.parametrize(
    "address", ["80", "tls:host:1", "unix:/a", "file:/etc/passwd", "fifo:/a", "stdin:", "nobody:x", ""]
)
def test_whoever_connects_or_reads_does_nothing_more(address: str) -> None:
    turns = (
        Turn(Does.SEND, "a"),
        Turn(Does.SEND_RAW, "b"),
        Turn(Does.ANSWER, "c", "d"),
        Turn(Does.WAIT_FOR, pattern="e"),
    )
    assert acts_of(Server("a", address, conversation=turns)) == ()


@pytest.mark.parametrize(
    "address, options, act",
    [
        ("command:rm -rf '/a b'", {}, "run rm -rf '/a b'"),
        ("command:ls", {"folder": "/tmp"}, "run ls in the folder /tmp"),
        ("ssh:me@host:2222:rm -rf ~", {}, "run rm -rf ~ by SSH as me@host"),
    ],
)
def test_a_command_is_run(address: str, options: dict[str, str], act: str) -> None:
    assert acts_of(Server("a", address, transport_options=options)) == (act,)


def test_files_and_passwords_are_given_away() -> None:
    file, password = Turn(Does.SEND_FILE, "/etc/passwd"), Turn(Does.SEND_PASSWORD, "bank  me")
    turns = file, password, file
    assert acts_of(Server("a", "evil.example:1", conversation=turns)) == (
        "send the file /etc/passwd to evil.example:1",
        "send the password of me for bank to evil.example:1",
    )
