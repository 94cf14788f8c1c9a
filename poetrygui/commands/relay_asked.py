"""What ``poetrygui relay`` was asked for, made into what it does."""

from __future__ import annotations

from pathlib import Path

import click

from poetrygui import commands, plugins
from poetrygui.commands.profile import profile_of
from poetrygui.commands.relay_end import Direction, RelayOptions
from poetrygui.commands.standard_streams import take_output
from poetrygui.commands.trust import registry_for
from poetrygui.core import servers
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import WhatIsKept


def relay_as_asked(
    context: click.Context,
    *,
    listen: str,
    address: str,
    profile: Path | None,
    protocol: str,
    options: dict[str, str],
    client_protocol: str | None,
    client_options: dict[str, str],
    tee: bool,
    record: Path | None,
    no_record: bool,
    timeout: float,
    clients: int | None,
    quiet: bool,
    jsonl: bool,
    transport_options: dict[str, str],
) -> int:
    """Relay between ``listen`` and ``address`` until it is over, and return the exit status.

    All else are options of the command in its ``context``, as click has read them: where the ``profile`` is; what
    frames, by ``protocol`` and its ``options`` for the server, by ``client_protocol`` and ``client_options`` for those
    who connect; the ``transport_options`` of the way to the server, and the ``timeout`` for it in seconds; whether one
    connection serves all (``tee``); whether and where to ``record``, or ``no_record``; the number of ``clients`` after
    which it is over; and what is told, ``quiet`` or as ``jsonl``. Raises UsageError, AddressError and PluginError.
    """
    streams = take_output(context)
    if record is not None and no_record:
        raise click.UsageError("Give either --record or --no-record.")
    registry = registry_for(context, profile)
    (to,) = commands.addressed([address], transport_options)
    # Of more clients at once than the backlog has room for, each tries again after seconds.
    endpoint = f"tcp:{listen}:backlog=1024:interface=127.0.0.1" if listen.isdecimal() else listen
    place = f"listen:tcp:{listen}" if listen.isdecimal() else f"listen:{listen}"
    names = {Direction.TO_CLIENT: protocol, Direction.TO_SERVER: client_protocol or protocol}
    values = {
        Direction.TO_CLIENT: options,
        Direction.TO_SERVER: client_options if client_protocol or client_options else options,
    }
    classes = {each: plugins.configured(registry.load(names[each]), values[each]) for each in Direction}

    def server(each: Direction, where: str, of_transport: dict[str, str]) -> servers.Server:
        return servers.Server(
            name=where,
            address=where,
            protocol=names[each],
            connect_timeout=timeout,
            options=values[each],
            transport_options=of_transport,
            recording=WhatIsKept.ARRIVALS,
        )

    kept = None if no_record or record is not None else profile_of(context, profile).poems
    return commands.run_relay(
        commands.reactor,
        RelayOptions(
            endpoint,
            {
                Direction.TO_CLIENT: server(Direction.TO_CLIENT, to.address, dict(to.options)),
                Direction.TO_SERVER: server(Direction.TO_SERVER, place, {}),
            },
            {each: PoemFactory(classes[each]) for each in Direction},
            PoemFactory(registry.load("raw")),
            {each: plugins.running_bytes(classes[each]) for each in Direction},
            record=record,
            folder=kept,
            json_lines=jsonl,
            quiet=quiet,
            tee=tee,
            clients=clients or 0,
        ),
        streams,
    )
