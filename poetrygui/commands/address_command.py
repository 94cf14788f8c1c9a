"""A command that takes addresses."""

from __future__ import annotations

import click

from poetrygui import commands
from poetrygui.core import transports


class AddressCommand(click.Command):
    """Ends its help with how addresses are written, and with the options of the transports that there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the transports say of themselves."""
        formatter.write_paragraph()
        formatter.write_text(f"An address is {transports.ways()}.")
        with formatter.section("Options of transports, for --transport-option"):
            formatter.write_dl(list(commands.option_rows()))
