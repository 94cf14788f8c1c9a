"""The options of ``get`` that are turns of a conversation, and are taken in the order in which they are given."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

import click

from poetrygui.core import servers
from poetrygui.core.servers.turn_kinds import Does

F = TypeVar("F", bound=Callable[..., Any])

_TURNS = "poetrygui.turns"
_KINDS = {f"said_{does.name.lower()}": does for does in Does}
"""What the options' values are called, and what each does."""

_OPTIONS = (
    ("--send", "TEXT", "Send TEXT, encoded by the protocol: when connected, or where its turn is."),
    ("--send-hex", "HEX", "Send the bytes that these hex digits are, encoded by the protocol."),
    ("--send-file", "FILE", "Send what is in FILE, encoded by the protocol."),
    ("--send-raw", "TEXT", r"Send TEXT as it is, without the protocol; \r, \n, \t, \\ and \x00 are bytes in it."),
    (
        "--send-password",
        "SERVICE USER",
        "Send the password out of the system's keyring, encoded by the protocol; no recording and no capture has it.",
    ),
    (
        "--wait-for",
        "SECONDS PATTERN",
        "Send what follows once a frame has come in which the regular expression is found; give up after SECONDS.",
    ),
    (
        "--answer",
        "PATTERN TEXT",
        r"Send TEXT, in which \1 and \g<name> are groups, for each frame in which the regular expression is found."
        " These seven may be given several times; sending and waiting is done in the order in which it is given.",
    ),
)


def talk_options(command: F) -> F:
    """Add them; what was given is in the context, for :func:`turns_of`."""
    for (name, metavar, text), kept in reversed(list(zip(_OPTIONS, _KINDS, strict=True))):
        option = click.option(
            name, kept, multiple=True, expose_value=False, nargs=len(metavar.split()), metavar=metavar, help=text
        )
        command = option(command)
    return command


def keep_order(context: click.Context, command: click.Command, arguments: list[str]) -> None:
    """Note in ``context`` in which order turns are among the ``arguments`` of a ``command``, which click forgets."""
    values, _, order = command.make_parser(context).parse_args(args=list(arguments))
    names = [each.name for each in order if each.name in _KINDS]
    given = {name: iter(values[name]) for name in names}
    context.meta[_TURNS] = tuple(_turn(_KINDS[name], next(given[name])) for name in names)


def turns_of(context: click.Context) -> tuple[servers.Turn, ...]:
    """Return the turns that were given, in their order."""
    turns: tuple[servers.Turn, ...] = context.meta.get(_TURNS, ())
    return turns


def _turn(does: Does, value: Any) -> servers.Turn:
    if does is Does.ANSWER:
        return servers.Turn(does, value[1], value[0])
    if does is Does.SEND_PASSWORD:
        return servers.Turn(does, " ".join(value))
    if does is not Does.WAIT_FOR:
        return servers.Turn(does, value)
    try:
        seconds = float(value[0])
    except ValueError:
        seconds = math.nan
    if not seconds > 0 or math.isinf(seconds):
        raise click.BadParameter(f"{value[0]!r} is no number of seconds.", param_hint="--wait-for")
    return servers.Turn(does, pattern=value[1], seconds=seconds)
