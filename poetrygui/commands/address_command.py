"""A command that takes addresses."""

from __future__ import annotations

import click

from poetrygui.commands.talk_options import keep_order
from poetrygui.core import transports


class AddressCommand(click.Command):
    """Ends its help with how addresses are written, and with the options of the transports that there are."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse them, and keep in which order it is to speak."""
        keep_order(ctx, self, args)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the transports say of themselves, and the examples."""
        formatter.write_paragraph()
        formatter.write_text(f"An address is {transports.ways()}.")
        with formatter.section("Options of transports, for --transport-option"):
            formatter.write_dl(list(transports.option_rows()))
        super().format_epilog(ctx, formatter)
