"""What ``relay`` cannot be asked for is said in a line."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.relay_command import relay_streams
from poetrygui.commands.standard_streams import STREAMS, StandardStreams


@click.group()
@click.pass_context
def _program(context: click.Context) -> None:
    context.meta[STREAMS] = StandardStreams()


_program.add_command(relay_streams)


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
