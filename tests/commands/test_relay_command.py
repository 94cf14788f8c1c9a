"""What ``relay`` takes, and what it refuses, in a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from poetrygui import commands
from poetrygui.commands.relay_command import relay_streams
from poetrygui.commands.relay_end import Direction, RelayOptions
from poetrygui.commands.standard_streams import STREAMS, StandardStreams
from poetrygui.errors import PoetryError
from tests.commands.running import run


@click.group()
@click.pass_context
def _program(context: click.Context) -> None:
    context.meta[STREAMS] = StandardStreams()


_program.add_command(relay_streams)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Return a function that returns what is asked for by arguments."""
    options: list[RelayOptions] = []

    def run_relay(_reactor: Any, wanted: RelayOptions, _streams: Any) -> int:
        options.append(wanted)
        return 0

    monkeypatch.setattr(commands, "run_relay", run_relay)

    def ask(*arguments: str) -> RelayOptions:
        told = CliRunner().invoke(_program, ["relay", *arguments, "--profile", str(tmp_path)])
        if told.exception is not None and isinstance(told.exception, PoetryError):
            raise told.exception
        assert told.exit_code == 0, told.output
        return options[-1]

    return ask


def test_what_is_asked_for(asked: Any, tmp_path: Path) -> None:
    plain = asked("8000", "irc.example:6667", "--protocol", "delimited", "--option", "delimiter=;")
    assert plain.listen == "tcp:8000:backlog=1024:interface=127.0.0.1"
    to_client, to_server = (plain.servers[each] for each in (Direction.TO_CLIENT, Direction.TO_SERVER))
    assert (to_client.address, to_server.address) == ("irc.example:6667", "listen:tcp:8000")
    assert (to_client.protocol, to_server.protocol) == ("delimited", "delimited")
    assert to_client.options == to_server.options != ()
    assert (plain.folder, plain.record, plain.tee, plain.clients) == (tmp_path / "poems", None, False, 0)
    other = asked("unix:/s", "80", "--protocol", "lines", "--client-protocol", "raw", "--no-record", "--tee")
    assert (other.listen, other.servers[Direction.TO_SERVER].protocol, other.tee) == ("unix:/s", "raw", True)
    assert other.folder is None
    assert asked("0", "80", "--record", "a.poemrec", "--clients", "2").folder is None


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("0", "nonsense"), "The address 'nonsense' has no port"),
        (("0", "127.0.0.1:1", "--client-protocol", "nonesuch"), "nonesuch"),
        (("0", "127.0.0.1:1", "--transport-option", "verify=insecure"), "No address here has"),
    ],
)
def test_what_is_refused(asked: Any, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(PoetryError) as refused:
        asked(*arguments)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("0",), "Missing argument 'ADDRESS'"),
        (("0", "127.0.0.1:1", "--record", "a.poemrec", "--no-record"), "Give either --record or --no-record."),
        (("0", "127.0.0.1:1", "--client-option", "a"), "is not of the form NAME=VALUE"),
        (("0", "127.0.0.1:1", "--clients", "0"), "'--clients'"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...], said: str) -> None:
    refused = CliRunner().invoke(_program, ["relay", *arguments])
    assert refused.exit_code == 2
    assert said in refused.output


def test_where_nothing_can_listen_is_a_line() -> None:
    told = run("relay", "nonsense", "127.0.0.1:1", "--no-record")
    assert (told.returncode, told.stdout) == (2, b"")
    assert told.stderr.startswith(b"poetrygui: 'nonsense' is not a server endpoint")
    assert told.stderr.count(b"\n") == 1
