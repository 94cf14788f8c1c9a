"""What not everybody needs is installed as an extra: how whoever misses one gets it, in a sentence."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from poetrygui.errors import PoetryError


def import_extra(module: str, extra: str, whatever: str, refusal: type[PoetryError]) -> Any:
    """Return a module that comes with an extra of this program.

    Raises ``refusal`` where it is not installed, with a sentence that begins with ``whatever`` needs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise refusal(
            f'{whatever} needs what is not installed here: get it by pip install "poetrygui[{extra}]".'
        ) from error
