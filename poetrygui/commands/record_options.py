"""The option of ``get`` that says how much of a recording is kept."""

from __future__ import annotations

import re

import click

from poetrygui.commands.safe_mode import keep_in
from poetrygui.core import servers

_LIMIT = f"{__name__}.limit"
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4}
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,9})?) ?([kmgt]?)(?:i?b)?", re.ASCII | re.IGNORECASE)


class Size(click.ParamType[int]):
    """Bytes that a recording may take, as they are written: 16777216, 500MiB, 2G."""

    name = "size"

    def convert(self, value: str, _parameter: click.Parameter | None, _context: click.Context | None) -> int:
        """Return the bytes. Raises BadParameter."""
        found = _SIZE.fullmatch(value)
        if found is None:
            raise click.BadParameter(f"“{value}” is no size: write a number of bytes, or one such as 500MiB or 2GiB.")
        size = int(float(found[1]) * _UNITS[found[2].lower()])
        if size < servers.SMALLEST_LIMIT:
            least = servers.SMALLEST_LIMIT // _UNITS["m"]
            raise click.BadParameter(f"“{value}” is too little: the least is {least}MiB.")
        return size


record_limit_option = click.option(
    "--record-limit",
    type=Size(),
    expose_value=False,
    callback=keep_in(_LIMIT),
    metavar="SIZE",
    help="With --record: keep the last SIZE of it, as 2GiB; what came first is given up while more comes.",
)


def record_limit_of(context: click.Context) -> int | None:
    """Return how many bytes are kept of a recording; None for all."""
    limit: int | None = context.meta.get(_LIMIT)
    return limit
