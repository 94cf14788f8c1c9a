"""The options that are turns of a conversation keep their order, which click alone would forget."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from poetrygui.commands.address_command import AddressCommand
from poetrygui.commands.talk_options import talk_options, turns_of
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from tests.commands.running import run
from tests.commands.test_get import scripted


def given(*arguments: str) -> tuple[Turn, ...]:
    """Return what a command gets of these; a UsageError where they are wrong."""
    found: list[tuple[Turn, ...]] = []

    @click.command(cls=AddressCommand)
    @click.argument("addresses", nargs=-1)
    @click.option("--other", multiple=True)
    @talk_options
    @click.pass_context
    def command(context: click.Context, addresses: tuple[str, ...], other: tuple[str, ...]) -> None:
        found.append(turns_of(context))

    command.main(list(arguments), standalone_mode=False)
    return found[0]


def test_they_are_turns_in_the_order_in_which_they_are_given() -> None:
    arguments = ["--send", "a", "--wait-for", "2.5", "b", "80", "--send-hex", "0a", "--other", "x", "--send=c"]
    arguments += ["--answer", "d", "e", "--send-file", "f", "--send-raw", "g", "--send-password", "h", "i"]
    assert given(*arguments) == (
        Turn(Does.SEND, "a"),
        Turn(Does.WAIT_FOR, pattern="b", seconds=2.5),
        Turn(Does.SEND_HEX, "0a"),
        Turn(Does.SEND, "c"),
        Turn(Does.ANSWER, "e", "d"),
        Turn(Does.SEND_FILE, "f"),
        Turn(Does.SEND_RAW, "g"),
        Turn(Does.SEND_PASSWORD, "h i"),
    )
    assert given("80") == ()


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf"])
def test_what_is_no_time_is_refused(seconds: str) -> None:
    with pytest.raises(click.UsageError, match="is no number of seconds"):
        given("--wait-for", seconds, "a")


def test_a_ping_gets_its_pong() -> None:
    with scripted(b"PING 1\nPING 2\n", wait=True) as address:
        got = run(
            *(
                "get",
                address,
                "--protocol",
                "lines",
                "--answer",
                "PING (.)",
                r"PONG \1",
                "--frames",
                "2",
                "--send",
                "hi",
            )
        )
    assert (got.returncode, got.stdout) == (0, b"PING 1\nPING 2\n")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["--send-hex", "0"], b"no bytes in hex"),
        (["--send-file", "/nowhere/at/all"], b"no such file or directory"),
        (["--answer", "(a", "b"], b"no regular expression"),
        (["--protocol", "lines", "--send", "a\nb"], b"a line can neither hold a newline"),
    ],
)
def test_what_cannot_be_said_is_refused_before_connecting(arguments: list[str], sentence: bytes) -> None:
    got = run("get", "80", *arguments)
    assert (got.returncode, got.stdout, got.stderr.count(b"\n")) == (2, b"", 1)
    assert sentence in got.stderr


def test_the_keyring_is_asked_once_whatever_the_number_of_addresses(tmp_path: Path) -> None:
    (tmp_path / "keyring.py").write_text(
        "import pathlib\n\n"
        "def get_password(service, user):\n"
        '    with pathlib.Path(__file__).with_name("asked").open("a") as file:\n'
        '        file.write(f"{service} {user}\\n")\n'
        '    return "secret"\n'
    )
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])}
    echo = "command:head -n 1"
    got = run("get", echo, echo, "--protocol", "lines", "--send-password", "feed", "me", env=env)
    assert (got.returncode, got.stdout.count(b"secret")) == (0, 2), got.stderr
    assert (tmp_path / "asked").read_text() == "feed me\n"
