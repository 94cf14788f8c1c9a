"""The option that says where a protocol of the user's own runs: in a host, as it does by itself, or in this process."""

from __future__ import annotations

import click

from poetrygui.commands.safe_mode import keep_in

_HOSTS = f"{__name__}.hosts"
_ALL_HERE = f"{__name__}.all_here"


def _keep(context: click.Context, _parameter: click.Parameter, value: bool | None) -> bool | None:
    context.meta[_HOSTS] = value
    return value


hosts_option = click.option(
    "--hosts/--in-process",
    default=None,
    expose_value=False,
    callback=_keep,
    help="Run a protocol of your own in a process of its own, confined on Linux, as it is by itself; or in this one.",
)


window_hosts_option = click.option(
    "--in-process",
    is_flag=True,
    expose_value=False,
    callback=keep_in(_ALL_HERE),
    help="Run protocols of your own in the window's process, where nothing is confined.",
)


def wants_all_here(context: click.Context) -> bool:
    """Return whether the user wants all protocols of a window in its own process."""
    return bool(context.meta.get(_ALL_HERE))


def wants_hosts(context: click.Context) -> bool | None:
    """Return whether the user asked for them, or for none; None where it is not said."""
    wanted: bool | None = context.meta.get(_HOSTS)
    return False if wanted is None and wants_all_here(context) else wanted
