"""The options of every command that takes a protocol."""

from __future__ import annotations

import click

from poetrygui.commands.option_values import split_options

protocol_option = click.option(
    "--protocol", default="raw", show_default=True, metavar="NAME", help="How frames are cut out of the stream."
)
options_option = click.option(
    "--option",
    "options",
    multiple=True,
    callback=split_options,
    metavar="NAME=VALUE",
    help=r"Set an option of the protocol, such as delimiter=\r\n; may be given several times.",
)
