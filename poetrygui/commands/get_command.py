"""What ``poetrygui get`` takes: addresses, a protocol, and where it is all to go."""

from __future__ import annotations

from pathlib import Path

import click

from poetrygui import commands, plugins
from poetrygui.commands.address_command import AddressCommand
from poetrygui.commands.examples import examples
from poetrygui.commands.fields_option import fields_option, wants_json
from poetrygui.commands.host_options import hosts_option, wants_hosts
from poetrygui.commands.option_values import transport_option
from poetrygui.commands.profile import profile_option
from poetrygui.commands.protocol_options import options_option, protocol_option
from poetrygui.commands.record_options import record_limit_of, record_limit_option
from poetrygui.commands.safe_mode import safe_mode_option
from poetrygui.commands.standard_streams import take_output
from poetrygui.commands.stop_options import limits_of, reconnects, stop_options
from poetrygui.commands.talk_options import talk_options, turns_of
from poetrygui.commands.trust import registry_for, trust_option
from poetrygui.core import fetching, servers, transports


@click.command(
    name="get",
    cls=AddressCommand,
    epilog=examples(
        "get 10000 --protocol netstring",
        "get tls:poems.example:443 --record feed.poemrec",
        "get 10000 10001 --output poems --timeout 30",
        "get irc.example:6667 --protocol lines --send 'NICK reader' --for 10 --jsonl",
    ),
)
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@profile_option
@protocol_option
@options_option
@hosts_option
@trust_option
@safe_mode_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a file for each poem into DIR: exact for a raw stream, rows for all else.",
)
@click.option("--exact", is_flag=True, help="Write the frames' bytes with nothing between them, for any protocol.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Give up on a server that cannot be reached, or says nothing, for so long.",
)
@talk_options
@stop_options
@click.option("--jsonl", is_flag=True, help="Tell everything on standard output as JSON, one object a line.")
@fields_option
@click.option("--raw", is_flag=True, help="Give a terminal, too, the very bytes that came, whatever they do to it.")
@click.option(
    "--no-guard",
    is_flag=True,
    help="Interrupt no protocol that takes long: for breakpoint() in one that you write, which runs in this process.",
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.poemrec",
    help="Keep what comes on the wire, and when, in a file: one that “recordings import” and others take.",
)
@record_limit_option
@click.option(
    "--pcapng",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE|-",
    help="Write what comes as packets while it does, for Wireshark; - for standard output, instead of poems.",
)
@click.option("--trace", is_flag=True, help="Print a line for each chunk as it arrives, and the server's certificates.")
@click.option(
    "--stack",
    is_flag=True,
    help="Print, once, the way from the reactor to the protocol's dataReceived; one of your own runs in this process.",
)
@click.option(
    "--ca-file",
    type=click.Path(dir_okay=False),
    default="",
    metavar="FILE.pem",
    help="For tls: trust servers whose certificate this authority signed.",
)
@click.option("--insecure", is_flag=True, help="For tls: believe whoever answers, without looking at the certificate.")
@transport_option(
    "Set an option of the way to a server (see below) for the addresses that have it; may be given several times."
)
@click.pass_context
def get_poems(
    context: click.Context,
    *,
    addresses: tuple[str, ...],
    profile: Path | None,
    protocol: str,
    options: dict[str, str],
    output: Path | None,
    exact: bool,
    timeout: float | None,
    jsonl: bool,
    fields: bool,
    raw: bool,
    no_guard: bool,
    record: Path | None,
    pcapng: Path | None,
    trace: bool,
    stack: bool,
    ca_file: str,
    insecure: bool,
    transport_options: dict[str, str],
) -> int:
    """Fetch poems without a window. The address - is standard input.

    A single poem goes to standard output as it arrives, several come whole, each under a heading. Exit status: 0 if
    all are complete, or all came that was asked for, 1 if not, 2 for bad usage.
    """
    reactor = commands.reactor
    streams = take_output(context, raw=raw)
    if no_guard:
        commands.let_protocols_take_their_time()
    turns = turns_of(context)
    in_hosts = wants_hosts(context)
    if fields:
        wants_json(jsonl, bool(in_hosts))
    if in_hosts and no_guard:
        raise click.UsageError("--hosts: a protocol there cannot be debugged; leave it out.")
    if no_guard or fields or stack:
        in_hosts = False
    registry = registry_for(context, profile, here=in_hosts is False)
    protocol_class, pinned = commands.protocol_to_run(reactor, registry, protocol, options, streams, wanted=in_hosts)
    if fields:
        commands.check_fields(protocol_class, protocol)
    # What is wrong with what is to be said is told before anything connects; the keyring is asked now, and once.
    passwords = fetching.passwords_for(turns) if turns else None
    if turns:
        fetching.script_of(turns, protocol_class, protocol, passwords)
    asked = [
        servers.Server(
            name=each.address,
            address=each.address,
            protocol=protocol,
            connect_timeout=timeout or 30.0,
            idle_timeout=timeout,
            conversation=turns,
            options=options,
            transport_options=each.options,
        )
        for each in commands.addressed(addresses, commands.with_tls_options(transport_options, ca_file, insecure))
    ]
    source = b""
    if record is not None:
        source = plugins.running_bytes(protocol_class) if pinned is None else plugins.source_of(pinned)
    limits, again = limits_of(context), reconnects(context)
    most = record_limit_of(context)
    if most is not None and record is None:
        raise click.UsageError("--record-limit is for what --record FILE.poemrec keeps: give that as well.")
    wire = commands.WireOptions(record, pcapng, source, only_connected=again, record_limit=most)
    if record is not None and len(asked) > 1:
        raise click.UsageError("--record is for one address: a file holds one recording.")
    if wire.is_on_standard_output and jsonl:
        raise click.UsageError("Give either --pcapng - or --jsonl: standard output takes one.")
    if wire.is_on_standard_output and streams.out.is_terminal:
        raise click.UsageError("--pcapng - is for a pipe, as into “wireshark -k -i -”: a terminal shows no packets.")
    exact = exact or (protocol == "raw" and not all(transports.gives_messages(each.address) for each in asked))
    wanted = commands.GetOptions(
        protocol_class, output, exact, jsonl, trace, stack, not no_guard, wire, limits, again, passwords, fields
    )
    return commands.run_get(reactor, asked, wanted, streams)
