"""Commands that are imported when one is asked for: the window, and most commands, need none of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click


class LaterCommands(click.Group):
    """Has besides its own commands those that ``later`` gives, by name; telling of all of them asks for each.

    What is no command's name but looks like an address is an argument of the one that ``on_address`` gives.
    """

    def __init__(
        self,
        *args: Any,
        later: Mapping[str, Callable[[], click.Command]],
        on_address: Callable[[], click.Command] | None = None,
        **settings: Any,
    ) -> None:
        """Take what ``click.Group`` takes, as ``args`` and ``settings``, with ``later`` and ``on_address``."""
        super().__init__(*args, **settings)
        self._later = later
        self._on_address = on_address

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all."""
        return sorted({*super().list_commands(ctx), *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one, or None where there is none of that name."""
        if cmd_name in self._later:
            return self._later[cmd_name]()
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return what the first of ``args`` asks for, and what is left of them for that."""
        first = args[0]
        if self._on_address is not None and looks_like_address(first) and self.get_command(ctx, first) is None:
            return first, self._on_address(), args
        return super().resolve_command(ctx, args)


def looks_like_address(text: str) -> bool:
    """Tell whether a word is an address rather than a command: a port, or something with a colon in it."""
    return text.isdecimal() or ":" in text
