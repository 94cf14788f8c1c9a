"""What ``get`` takes: addresses, limits that there can be, and options that do not exclude each other."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.get_command import get_poems
from poetrygui.commands.standard_streams import STREAMS, StandardStreams


@click.group()
@click.pass_context
def _program(context: click.Context) -> None:
    context.meta[STREAMS] = StandardStreams()


_program.add_command(get_poems)


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "Missing argument 'ADDRESS...'"),
        (["80", "--timeout", "0"], "'--timeout'"),
        (["80", "81", "--record", "all.poemrec"], "a file holds one recording"),
        (["80", "--pcapng", "-", "--jsonl"], "standard output takes one"),
    ],
)
def test_what_it_does_not_take_is_told(tmp_path: Path, arguments: list[str], said: str) -> None:
    refused = CliRunner().invoke(_program, ["get", *arguments, "--profile", str(tmp_path)])
    assert refused.exit_code == 2
    assert said in refused.output
