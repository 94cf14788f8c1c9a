"""Each command line that FEEDS.md shows is one that the program takes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from poetrygui.core.fetching.script import script_of
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.transports.address import parse_address
from poetrygui.plugins import configured, shipped_protocol

FEEDS = Path(__file__).parent.parent / "FEEDS.md"


def commands() -> list[str]:
    return re.findall(r"\| `poetrygui get (.*?)` \|", FEEDS.read_text(encoding="utf-8"))


def test_every_row_has_one() -> None:
    first, *_ = FEEDS.read_text(encoding="utf-8").split("\n## ")
    rows = [line for line in first.splitlines() if line.startswith("| ")]
    assert len(commands()) == len(rows) - 1 > 10


@pytest.mark.parametrize("command", commands())
def test_it_is_taken(command: str, reactor: object) -> None:
    # To import it is to take the reactor that is there.
    from poetrygui.commands.get_command import get_poems
    from poetrygui.commands.talk_options import turns_of

    context = get_poems.make_context("get", shlex.split(command))
    asked = context.params
    protocol = configured(shipped_protocol(asked["protocol"]), asked["options"])
    turns: tuple[Turn, ...] = turns_of(context)
    script_of(turns, protocol, asked["protocol"])
    for address in asked["addresses"]:
        parse_address(address, asked["transport_options"])
    assert isinstance(context, click.Context)
    assert not any(address.startswith("-") for address in asked["addresses"])
