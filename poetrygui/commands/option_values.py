"""``--option NAME=VALUE``, as often as there are options to set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound="Callable[..., object]")


def split_options(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return values by name. Raises BadParameter for what has no name or no ``=``, and for a name that comes twice."""
    options: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not name or not equals:
            raise click.BadParameter(f"{each!r} is not of the form NAME=VALUE.")
        if name in options:
            raise click.BadParameter(f"{name} is given twice.")
        options[name] = value
    return options


def transport_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option of a command that sets those of transports, told with ``help_text``."""
    return click.option(
        "--transport-option",
        "transport_options",
        multiple=True,
        callback=split_options,
        metavar="NAME=VALUE",
        help=help_text,
    )
