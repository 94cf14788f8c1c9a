"""Taking a protocol file from somewhere else into the profile's folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from poetrygui.core.files.atomic_file import write_all, write_atomically
from poetrygui.errors import PluginError, SaveError
from poetrygui.paths import make_private_file, make_private_folder
from poetrygui.plugins.source_file import read_source


class NameTakenError(PluginError):
    """There is a file of that name already, with other bytes in it."""


def make_folder(folder: Path) -> None:
    """Make the folder for a user's protocols, for nobody else to write to. Raises SaveError."""
    try:
        make_private_folder(folder)
    except OSError as error:
        raise SaveError(f"The folder {folder} cannot be made: {error.strerror or error}.") from error


def adopt_file(path: Path, folder: Path, *, replace: bool = False) -> Path:
    """Copy the protocol file at ``path`` into ``folder`` and return where it is now; nothing of it is parsed or run.

    Raises NameTakenError where another file would have to be replaced, unless ``replace``; PluginError for what cannot
    be a protocol file, and SaveError.
    """
    if path.suffix != ".py" or path.name.startswith(("__", ".")):
        raise PluginError(f"{path.name} is no protocol file: its name must end in .py and not begin with __.")
    source = read_source(path, of_anybody=True)
    target = folder / path.name
    make_folder(folder)
    if replace:
        write_atomically(target, source.data)
        return target
    try:
        descriptor = make_private_file(target, os.O_WRONLY)
    except FileExistsError as error:
        with contextlib.suppress(PluginError):
            if read_source(target, of_anybody=True).data == source.data:
                return target
        raise NameTakenError(f"There is a file {path.name} in {folder} already. Replace it?") from error
    except OSError as error:
        raise SaveError(f"{target} could not be written: {error.strerror or error}.") from error
    try:
        write_all(descriptor, source.data)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise SaveError(f"{target} could not be written: {error.strerror or error}.") from error
    finally:
        os.close(descriptor)
    return target
