"""The option that says where a protocol of the user's own runs: in a host, as it does by itself, or in this process."""

from __future__ import annotations

import click

_HOSTS = f"{__name__}.hosts"


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


def wants_hosts(context: click.Context) -> bool | None:
    """Return whether the user asked for them, or for none; None where it is not said."""
    wanted: bool | None = context.meta.get(_HOSTS)
    return wanted
