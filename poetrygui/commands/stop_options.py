"""The options of ``get`` that say when it has what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from poetrygui.core import fetching
from poetrygui.errors import PatternError

F = TypeVar("F", bound=Callable[..., Any])

_LIMITS = "poetrygui.limits"
_RECONNECT = "poetrygui.reconnect"


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None:
        context.meta.setdefault(_LIMITS, {})[parameter.name] = value


def _keep_pattern(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        try:
            _keep(context, parameter, fetching.FramePattern(value))
        except PatternError as error:
            raise click.BadParameter(str(error)) from error


def _keep_reconnect(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.meta[_RECONNECT] = value


_OPTIONS = (
    click.option(
        "--for",
        "seconds",
        callback=_keep,
        expose_value=False,
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Stop after so long, counted from the start; no frame is told in part.",
    ),
    click.option(
        "--frames",
        callback=_keep,
        expose_value=False,
        type=click.IntRange(min=1),
        metavar="N",
        help="Stop after N frames; exactly so many are told.",
    ),
    click.option(
        "--max-bytes",
        "bytes",
        callback=_keep,
        expose_value=False,
        type=click.IntRange(min=1),
        metavar="N",
        help="Stop before there are more than N bytes of frames; a frame that does not fit is left out.",
    ),
    click.option(
        "--until",
        callback=_keep_pattern,
        expose_value=False,
        metavar="PATTERN",
        help="Stop with the first frame in which this regular expression is found, over its bytes. Each of these four"
        " counts for each address by itself; what it ends is stopped, with exit status 0: all came that was asked for.",
    ),
    click.option(
        "--reconnect",
        callback=_keep_reconnect,
        expose_value=False,
        is_flag=True,
        help="Connect again whenever a connection ends, after pauses that grow from a second to a minute, until one of"
        " these four or a signal ends it; --jsonl tells which connection, --output and --record have a file for each.",
    ),
)


def stop_options(command: F) -> F:
    """Add them; what was given is in the context, for :func:`limits_of` and :func:`reconnects`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def limits_of(context: click.Context) -> fetching.Limits | None:
    """Return the limits that were given; None where there are none."""
    given = context.meta.get(_LIMITS)
    return None if given is None else fetching.Limits(**given)


def reconnects(context: click.Context) -> bool:
    """Return whether to connect again."""
    return bool(context.meta.get(_RECONNECT))
