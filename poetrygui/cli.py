"""The commands, and what they take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from poetrygui import __version__, commands, plugins, startup
from poetrygui.commands.address_command import AddressCommand
from poetrygui.commands.guess import guess
from poetrygui.commands.option_values import split_options
from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.commands.protocol_options import options_option, protocol_option
from poetrygui.commands.recordings import recordings_group
from poetrygui.commands.reframe import reframe
from poetrygui.commands.serve_command import serve
from poetrygui.commands.standard_streams import STREAMS, StandardStreams, open_missing, take_output
from poetrygui.commands.stop_options import limits_of, reconnects, stop_options
from poetrygui.commands.trust import deny, is_safe_mode, registry_for, safe_mode_option, trust, trust_option
from poetrygui.core import fetching, servers
from poetrygui.ending import ENDING
from poetrygui.errors import OutputError, PoetryError

F = TypeVar("F", bound=Callable[..., Any])

_BAD_USAGE = 2

_screenshot_option = click.option(
    "--screenshot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.png",
    help="Save a picture of the window when all poems have ended, and exit.",
)


def main() -> None:
    """Run the command line; a user's mistake gets one line and exit status 2."""
    open_missing()
    streams = StandardStreams()
    mistake = ""
    try:
        status = _group.main(standalone_mode=False, obj=streams)
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except OutputError as failed:
        status, mistake = 1, "" if failed.is_quiet else str(failed)
    except click.ClickException as error:
        status, mistake = _BAD_USAGE, error.format_message()
    except (click.Abort, KeyboardInterrupt):
        status = 1
    except PoetryError as error:
        status, mistake = _BAD_USAGE, str(error)
    streams.out.give_back()
    if mistake:
        streams.error.say(f"poetrygui: {' '.join(mistake.split())}")
    status = status if isinstance(status, int) else 0
    # From here on Python itself waits: for threads, and for whoever wants to be called at the end.
    ENDING.begin(status)
    sys.exit(status)


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="poetrygui")
@profile_option
@_screenshot_option
@safe_mode_option
@click.pass_context
def _group(context: click.Context, profile: Path | None, screenshot: Path | None) -> int:
    """Watch servers talk. Without a command, open the window."""
    context.meta[STREAMS] = context.obj
    context.obj = profile
    if context.invoked_subcommand is not None:
        startup.end()
        return 0
    from poetrygui import app

    return app.run_window(profile_of(context, None).root, screenshot, safe_mode=is_safe_mode(context))


@_group.command()
@profile_option
@_screenshot_option
@safe_mode_option
@click.pass_context
def demo(context: click.Context, profile: Path | None, screenshot: Path | None) -> int:
    """Open the window on poem servers of its own and fetch all of them."""
    from poetrygui import app

    root = profile or context.obj
    return app.run_demo(None if root is None else root.absolute(), screenshot, safe_mode=is_safe_mode(context))


@_group.command(cls=AddressCommand)
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@profile_option
@protocol_option
@options_option
@trust_option
@safe_mode_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a file for each poem into DIR: exact for raw, rows for other protocols.",
)
@click.option("--exact", is_flag=True, help="Write the frames' bytes with nothing between them, for any protocol.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Give up on a server that cannot be reached, or says nothing, for so long.",
)
@click.option("--send", default="", metavar="TEXT", help="Send TEXT when connected, encoded by the protocol.")
@stop_options
@click.option("--jsonl", is_flag=True, help="Tell everything on standard output as JSON, one object a line.")
@click.option("--raw", is_flag=True, help="Give a terminal, too, the very bytes that came, whatever they do to it.")
@click.option(
    "--no-guard", is_flag=True, help="Interrupt no protocol that takes long: for breakpoint() in one that you write."
)
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.poemrec",
    help="Keep what comes on the wire, and when, in a file: one that “recordings import” and others take.",
)
@click.option(
    "--pcapng",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE|-",
    help="Write what comes as packets while it does, for Wireshark; - for standard output, instead of poems.",
)
@click.option("--trace", is_flag=True, help="Print a line for each chunk as it arrives.")
@click.option("--stack", is_flag=True, help="Print, once, the way from the reactor to the protocol's dataReceived.")
@click.option(
    "--ca-file",
    type=click.Path(dir_okay=False),
    default="",
    metavar="FILE.pem",
    help="For tls: trust servers whose certificate this authority signed.",
)
@click.option("--insecure", is_flag=True, help="For tls: believe whoever answers, without looking at the certificate.")
@click.option(
    "--transport-option",
    "transport_options",
    multiple=True,
    callback=split_options,
    metavar="NAME=VALUE",
    help="Set an option of the way to a server (see below) for the addresses that have it; may be given several times.",
)
@click.pass_context
def get(
    context: click.Context,
    *,
    addresses: tuple[str, ...],
    profile: Path | None,
    protocol: str,
    options: dict[str, str],
    output: Path | None,
    exact: bool,
    timeout: float | None,
    send: str,
    jsonl: bool,
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
    """Fetch poems without a window.

    A single poem goes to standard output as it arrives, several come whole, each under a heading. Exit status: 0 if
    all are complete, or all came that was asked for, 1 if not, 2 for bad usage.
    """
    reactor = commands.reactor
    streams = take_output(context, raw=raw)
    if no_guard:
        commands.let_protocols_take_their_time()
    protocol_class = _protocol(context, profile, protocol, options)
    if send and (refusal := fetching.why_not_sendable(protocol_class, protocol, send)):
        raise click.UsageError(f"--send: {refusal}")
    asked = [
        servers.Server(
            name=each.address,
            address=each.address,
            protocol=protocol,
            connect_timeout=timeout or 30.0,
            idle_timeout=timeout,
            send=send,
            options=options,
            transport_options=each.options,
        )
        for each in commands.addressed(addresses, commands.with_tls_options(transport_options, ca_file, insecure))
    ]
    source = plugins.running_bytes(protocol_class) if record is not None else b""
    limits, again = limits_of(context), reconnects(context)
    wire = commands.WireOptions(record, pcapng, source, only_connected=again)
    if record is not None and len(asked) > 1:
        raise click.UsageError("--record is for one address: a file holds one recording.")
    if wire.is_on_standard_output and jsonl:
        raise click.UsageError("Give either --pcapng - or --jsonl: standard output takes one.")
    if wire.is_on_standard_output and streams.out.is_terminal:
        raise click.UsageError("--pcapng - is for a pipe, as into “wireshark -k -i -”: a terminal shows no packets.")
    exact = exact or protocol == "raw"
    wanted = commands.GetOptions(protocol_class, output, exact, jsonl, trace, stack, not no_guard, wire, limits, again)
    return commands.run_get(reactor, asked, wanted, streams)


@_group.group(invoke_without_command=True)
@profile_option
@trust_option
@safe_mode_option
@click.pass_context
def protocols(context: click.Context, profile: Path | None) -> int:
    """List the protocols: name, title, state, where from, and why one cannot be used."""
    if context.invoked_subcommand is not None:
        context.obj = profile or context.obj
        return 0
    return commands.list_protocols(registry_for(context, profile), take_output(context).out)


@protocols.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@profile_option
@options_option
@click.option("--sha256", default="", metavar="HEX", help="Run nothing but bytes of this digest.")
@click.pass_context
def check(context: click.Context, file: Path, profile: Path | None, options: dict[str, str], sha256: str) -> int:
    """Run a protocol's file, try the samples in it, and cut them into chunks in all sorts of ways.

    Of a file with several protocols, FILE.py:CLASS is one. Where the protocol can speak, what it encodes must be what
    it decodes. Exit status: 0 if all of it holds, 1 if not.
    """
    return commands.run_check(file, options, take_output(context), sha256)


@protocols.command()
@click.argument("name")
@profile_option
@click.option(
    "--force", is_flag=True, help="Also if a protocol of that name comes with the program; yours replaces it."
)
@click.pass_context
def new(context: click.Context, name: str, profile: Path | None, force: bool) -> int:
    """Write a new protocol, which works, into the profile's folder, for you to edit."""
    out = take_output(context).out
    return commands.run_new(name, profile_of(context, profile), registry_for(context, profile), out, force=force)


protocols.add_command(trust)
protocols.add_command(deny)
for _command in (serve, reframe, guess, recordings_group):
    _group.add_command(_command)


def _protocol(context: click.Context, profile: Path | None, name: str, options: dict[str, str]) -> Any:
    return plugins.configured(registry_for(context, profile).load(name), options)
