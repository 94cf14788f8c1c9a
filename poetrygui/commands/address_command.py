"""A command that takes addresses."""

from __future__ import annotations

import click


class AddressCommand(click.Command):
    """Ends its help with how addresses are written, and with the options of the transports that there are."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the transports say of themselves."""
        # They bring libraries with them that only a connection needs, and this help.
        from poetrygui.commands.addresses import option_rows  # noqa: PLC0415
        from poetrygui.core.transports.known import ways  # noqa: PLC0415

        formatter.write_paragraph()
        formatter.write_text(f"An address is {ways()}.")
        with formatter.section("Options of transports, for --transport-option"):
            formatter.write_dl(list(option_rows()))
