"""The command line: the window, the demo, and whichever command is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from poetrygui import __version__, commands, startup
from poetrygui.commands.examples import examples
from poetrygui.commands.host_options import wants_all_here, window_hosts_option
from poetrygui.commands.later_commands import LaterCommands
from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.commands.safe_mode import is_safe_mode, safe_mode_option
from poetrygui.commands.standard_streams import STREAMS, StandardStreams, open_missing
from poetrygui.core import transports
from poetrygui.ending import ENDING
from poetrygui.errors import OutputError, PoetryError

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
        status = program.main(standalone_mode=False, obj=streams)
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


def _window_command() -> click.Command:
    return window_on


@click.group(
    cls=LaterCommands,
    later={
        "desktop-entry": lambda: commands.entry_command,
        "get": lambda: commands.get_poems,
        "guess": lambda: commands.guess_command,
        "protocols": lambda: commands.protocols_group,
        "recordings": lambda: commands.recordings_group,
        "relay": lambda: commands.relay_streams,
        "reframe": lambda: commands.reframe_command,
        "serve": lambda: commands.serve_poems,
    },
    on_address=_window_command,
    invoke_without_command=True,
    epilog="With an address in the place of a command, such as HOST:PORT, open the window on that.\n\n"
    + examples("", "demo", "127.0.0.1:10000", "get 127.0.0.1:10000 --protocol lines"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="poetrygui")
@profile_option
@_screenshot_option
@safe_mode_option
@window_hosts_option
@click.pass_context
def program(context: click.Context, profile: Path | None, screenshot: Path | None) -> int:
    """Watch servers talk. Without a command, open the window."""
    context.meta[STREAMS] = context.obj
    context.obj = profile
    if context.invoked_subcommand is not None:
        startup.end()
        return 0
    from poetrygui import app

    return app.run_window(
        profile_of(context, None).root,
        screenshot,
        safe_mode=is_safe_mode(context),
        in_process=wants_all_here(context),
    )


@program.command(epilog=examples("demo", "demo --screenshot demo.png"))
@profile_option
@_screenshot_option
@safe_mode_option
@click.pass_context
def demo(context: click.Context, profile: Path | None, screenshot: Path | None) -> int:
    """Open the window on poem servers of its own and fetch all of them."""
    from poetrygui import app

    root = profile or context.obj
    return app.run_demo(None if root is None else root.absolute(), screenshot, safe_mode=is_safe_mode(context))


@click.command(epilog=examples("127.0.0.1:10000 --protocol lines"))
@click.argument("addresses", metavar="ADDRESS…", nargs=-1, required=True)
@click.option("--protocol", default="", metavar="NAME", help="How their streams are framed (default: as they come).")
@profile_option
@_screenshot_option
@safe_mode_option
@window_hosts_option
@click.pass_context
def window_on(
    context: click.Context, addresses: tuple[str, ...], protocol: str, profile: Path | None, screenshot: Path | None
) -> int:
    """Open the window and fetch what is at each ADDRESS, as if it were typed there."""
    from poetrygui import app

    for address in addresses:
        transports.check_for_window(address)
        transports.parse_address(address)
    root = profile_of(context, profile).root
    return app.run_window(
        root,
        screenshot,
        safe_mode=is_safe_mode(context),
        in_process=wants_all_here(context),
        addresses=addresses,
        protocol=protocol,
    )
