"""A small file that is kept, as it is read at a start: whole, or not at all, and said so in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from poetrygui.core.files.atomic_file import set_aside
from poetrygui.core.files.kept_json import KeptJson
from poetrygui.core.files.small_file import read_small_file, what_is_wrong

T = TypeVar("T")


def read_kept(path: Path, kept: KeptJson[T], largest: int, first: T, what: str) -> tuple[T, str]:
    """Return what is ``kept`` at ``path`` in no more than ``largest`` bytes, or ``first`` where that is nothing.

    Beside it stands a sentence where the file was damaged, or no file at all, and set aside. ``what`` begins it: "The
    keys".
    """
    try:
        return kept.parse(read_small_file(path, largest)), ""
    except FileNotFoundError:
        return first, ""
    except OSError as error:
        return first, f"{what} in {path} cannot be read: {error.strerror or error}."
    except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
        found = what_is_wrong(error)
        try:
            aside = set_aside(path)
        except OSError as failed:
            return first, f"{what} in {path} are {found} and cannot be set aside: {failed.strerror or failed}."
        return first, f"{what} were {found}: they were set aside as {aside}."
