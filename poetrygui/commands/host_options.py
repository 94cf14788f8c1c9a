"""The option that has a protocol of the user's own run in a host."""

from __future__ import annotations

import click

from poetrygui.commands.safe_mode import keep_in

_HOSTS = f"{__name__}.hosts"

hosts_option = click.option(
    "--hosts",
    is_flag=True,
    expose_value=False,
    callback=keep_in(_HOSTS),
    help="Run a protocol of your own in a process of its own, confined on Linux.",
)


def wants_hosts(context: click.Context) -> bool:
    """Tell whether the user asked for that."""
    return bool(context.meta.get(_HOSTS))
