"""A new protocol file, to be edited."""

from __future__ import annotations

import keyword
import os
import re
import sys
from collections.abc import Collection
from pathlib import Path

from poetrygui.api import API_VERSION
from poetrygui.core.files.atomic_file import write_all
from poetrygui.errors import PluginError, SaveError
from poetrygui.paths import make_private_file, make_private_folder

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")

_TEMPLATE = '''\
"""{title}: say here, in one line, what the stream looks like."""

from typing import Annotated

from poetrygui.api import Delimited, Option, Sample

API = {api}  # the version of poetrygui.api that this file is written for
TITLE = "{title}"  # what people read where they choose a protocol


class {class_name}(Delimited):
    """One frame for each piece of the stream that ends with the delimiter.

    Derive from Counted instead if a header tells how long each frame is, from PoemProtocol and one of Twisted's
    receivers if that does it, or from PoemProtocol alone and write dataReceived yourself: protocols/README.md shows
    each.
    """

    # An option is a field in the server's form, and --option delimiter=";" on the command line.
    delimiter: Annotated[bytes, Option("What ends a frame", minimum=1)] = b"\\n"

    # A longer frame ends the connection with a protocol error.
    limit = 1024 * 1024

    def decode(self, piece: bytes) -> bytes | None:
        # What came between two delimiters, whole, however the stream was cut into chunks. Return the frame that it
        # carries, or None to pass over it; raise ValueError("what is wrong") if it cannot be.
        return piece

    def encode(self, frame: bytes) -> bytes:
        # The other way: what is sent for a frame, so that --send, the send bar and `poetrygui serve` work. Raise
        # ValueError for a frame that cannot be sent.
        return super().encode(frame)


# What a server sends before it closes, the frames in it, and how that ends ("complete", "cut" or "protocol-error").
# `poetrygui protocols check` tries these, cut into chunks in every way.
SAMPLES = [
    Sample(received=b"one\\n\\ntwo\\n", frames=[b"one", b"", b"two"]),
    Sample(received=b"one\\ntw", frames=[b"one"], outcome="cut"),
    Sample(received=b"one; two;", frames=[b"one", b" two"], options={{"delimiter": b";"}}),
]
'''


def check_name(name: str, shipped: Collection[str] = ()) -> None:
    """Raise PluginError where a protocol cannot have this name; ``shipped`` are names that come with the program."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise PluginError(
            f"{name!r} cannot be a protocol's name: use a small letter, then small letters, digits and _."
        )
    if name in sys.stdlib_module_names:
        raise PluginError(
            f"{name} is a module of Python's own, which the file would stand in for: choose another name."
        )
    if name in shipped:
        raise PluginError(f"The protocol {name} comes with the program: choose another name, or --force to replace it.")


def create_protocol(folder: Path, name: str) -> Path:
    """Write a file that works into the folder, made if need be, and return its path.

    Others can neither read nor write it, whatever the umask. Raises SaveError where there is such a file already, or
    none can be.
    """
    title = name.replace("_", " ").capitalize()
    class_name = "".join(part.capitalize() for part in name.split("_"))
    content = _TEMPLATE.format(title=title, class_name=class_name, api=API_VERSION)
    path = folder / f"{name}.py"
    try:
        make_private_folder(folder)
    except OSError as error:
        raise SaveError(f"The folder {folder} could not be made: {error.strerror or error}.") from error
    try:
        descriptor = make_private_file(path, os.O_WRONLY)
    except FileExistsError as error:
        raise SaveError(f"{path} is there already: choose another name, or edit it.") from error
    except OSError as error:
        raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            write_all(file.fileno(), content.encode())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error
    return path
