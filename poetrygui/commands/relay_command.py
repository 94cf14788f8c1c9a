"""What ``poetrygui relay`` takes: where to listen, the server behind it, and what frames each direction."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

import click

from poetrygui import commands
from poetrygui.commands.address_command import AddressCommand
from poetrygui.commands.examples import examples
from poetrygui.commands.host_options import hosts_option, wants_hosts
from poetrygui.commands.option_values import split_options, transport_option
from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.commands.protocol_options import options_option, protocol_option
from poetrygui.commands.safe_mode import safe_mode_option
from poetrygui.commands.standard_streams import take_output
from poetrygui.commands.trust import registry_for, trust_option


@click.command(
    name="relay",
    cls=AddressCommand,
    epilog=examples(
        "relay 8000 irc.example:6667 --protocol lines",
        "relay tcp:8000 tls:api.example:443 --jsonl --record api.poemrec",
        "relay 8000 'command:journalctl -f' --protocol lines --tee",
    ),
)
@click.argument("listen", metavar="LISTEN")
@click.argument("address", metavar="ADDRESS")
@profile_option
@protocol_option
@options_option
@click.option(
    "--client-protocol", metavar="NAME", help="How frames are cut out of what clients send, if not by the same."
)
@click.option(
    "--client-option",
    "client_options",
    multiple=True,
    callback=split_options,
    metavar="NAME=VALUE",
    help="Set an option of that protocol; may be given several times.",
)
@hosts_option
@trust_option
@safe_mode_option
@click.option(
    "--tee", is_flag=True, help="Make one connection to the server, for all who watch it; the slowest sets the pace."
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.poemrec",
    help="Keep recordings as FILE-client.poemrec and FILE-server.poemrec, of the next client as FILE-client-2.poemrec"
    " and so on, instead of in the profile.",
)
@click.option("--no-record", is_flag=True, help="Keep no recordings.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a server that cannot be reached for so long.",
)
@click.option("--clients", type=click.IntRange(min=1), metavar="N", help="End once N clients have come and gone.")
@click.option("--quiet", is_flag=True, help="Show no frames: only how each direction ended.")
@click.option("--jsonl", is_flag=True, help="Tell everything on standard output as JSON, one object a line.")
@transport_option("Set an option of the way to the server (see below); may be given several times.")
@click.pass_context
def relay_streams(
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
    """Stand between clients and a server, pass everything on, and show what each side says.

    LISTEN is PORT, which only this machine reaches, or a Twisted server endpoint, such as tcp:8000,
    ssl:8443:privateKey=key.pem:certKey=cert.pem or unix:/PATH. What clients say is shown as CLIENT > FRAME, what the
    server says as CLIENT < FRAME, and both directions are recorded in the profile. A slow side slows the other.

    Exit status: 0 once it is interrupted, or N clients have gone; 2 for bad usage.
    """
    streams = take_output(context)
    if record is not None and no_record:
        raise click.UsageError("Give either --record or --no-record.")
    registry = registry_for(context, profile)
    (to,) = commands.addressed([address], transport_options)
    is_same = client_protocol is None and not client_options
    wish = commands.RelayWish(
        listen,
        to,
        (protocol, options),
        (client_protocol or protocol, options if is_same else client_options),
        timeout,
        record=record,
        folder=None if no_record or record is not None else profile_of(context, profile).poems,
        json_lines=jsonl,
        quiet=quiet,
        tee=tee,
        clients=clients or 0,
    )
    reactor: Any = commands.reactor
    choose = partial(
        commands.protocol_to_run,
        reactor,
        registry,
        streams=streams,
        wanted=wants_hosts(context),
        warm=cache(partial(commands.warm_process, reactor, streams)),
    )
    return commands.run_relay(reactor, commands.wanted_relay(wish, registry, choose), streams)
