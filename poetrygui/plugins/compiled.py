"""A protocol file that was read and compiled once: what comes with the program is kept so, as Python keeps modules."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import marshal
import os
import sys
from pathlib import Path
from types import CodeType

from attrs import astuple, frozen

from poetrygui.plugins.header import Header, read_header
from poetrygui.plugins.source_file import SourceFile

_KIND = "poetrygui"  # of bytecode: in a file's name, where Python has how far it was optimised


@frozen
class Compiled:
    """What a file says of itself; and its code, where that is known before somebody runs it."""

    header: Header
    code: CodeType | None = None


def only_read(source: SourceFile) -> Compiled:
    """Return what a file says of itself. Raises SyntaxError, or ValueError for what is no text."""
    return Compiled(read_header(source.text.encode()))


def compiled_shipped(source: SourceFile) -> Compiled:
    """Return a file that comes with the program, with its code; it is kept beside it, where that can be written to.

    What is kept is of these very bytes in this very place, or it is not taken. Raises SyntaxError or ValueError.
    """
    digest = hashlib.sha256(b"\0".join([importlib.util.MAGIC_NUMBER, os.fsencode(source.path), source.data])).digest()
    kept = _path_of(source.path)
    found = None if kept is None else _read(kept, digest)
    if found is not None:
        return found
    header = read_header(source.text.encode())
    made = Compiled(header, compile_source(source))
    if kept is not None and not sys.dont_write_bytecode:
        _keep(kept, digest + marshal.dumps((astuple(header), made.code)))
    return made


def compile_source(source: SourceFile) -> CodeType:
    """Return the code of a file. Raises what compiling it does."""
    # As text: a comment that names an encoding could make other characters of the bytes than those that were read.
    code: CodeType = compile(source.text, str(source.path), "exec", dont_inherit=True)
    return code


def _path_of(path: Path) -> Path | None:
    try:
        return Path(importlib.util.cache_from_source(path, optimization=_KIND))
    except NotImplementedError:
        return None


def _read(kept: Path, digest: bytes) -> Compiled | None:
    try:
        data = kept.read_bytes()
        if not data.startswith(digest):
            return None
        header, code = marshal.loads(data[len(digest) :])
        return Compiled(Header(*header), code) if isinstance(code, CodeType) else None
    except (OSError, EOFError, ValueError, TypeError):
        return None


def _keep(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all; one that cannot be written is none."""
    unready = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        try:
            with unready.open("xb") as file:
                file.write(data)
            unready.replace(path)
        except OSError:
            unready.unlink(missing_ok=True)
