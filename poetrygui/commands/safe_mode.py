"""The option that has nobody's protocols run but the program's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_SAFE = f"{__name__}.safe_mode"


def keep_in(key: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return what keeps an option's value in a context, by a key."""

    # Kept where every command finds it, so that `poetrygui --safe-mode get` and `poetrygui get --safe-mode` are one.
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        context.meta[key] = value or context.meta.get(key)
        return value

    return keep


safe_mode_option = click.option(
    "--safe-mode",
    is_flag=True,
    expose_value=False,
    callback=keep_in(_SAFE),
    help="Use only the protocols that come with the program.",
)


def is_safe_mode(context: click.Context) -> bool:
    """Tell whether the user asked for the shipped protocols only."""
    return bool(context.meta.get(_SAFE))
