"""Commands that are imported when one is asked for: the window, and most commands, need none of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click


class LaterCommands(click.Group):
    """Has besides its own commands those that ``later`` gives, by name; telling of all of them asks for each."""

    def __init__(self, *args: Any, later: Mapping[str, Callable[[], click.Command]], **settings: Any) -> None:
        """Take what ``click.Group`` takes, as ``args`` and ``settings``."""
        super().__init__(*args, **settings)
        self._later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all."""
        return sorted({*super().list_commands(ctx), *self._later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one, or None where there is none of that name."""
        if cmd_name in self._later:
            return self._later[cmd_name]()
        return super().get_command(ctx, cmd_name)
