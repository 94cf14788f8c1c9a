"""A protocol file that was read and compiled once: what comes with the program is kept so, as Python keeps modules."""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import os
from contextlib import suppress
from types import CodeType
from typing import Any, NamedTuple

from poetrygui.kept_beside import keep_beside, read_kept
from poetrygui.plugins.header import Header, read_header
from poetrygui.plugins.source_file import SourceFile


class Compiled(NamedTuple):
    """What a file says of itself; and its code as Python keeps it, where that is known before somebody runs it."""

    header: Header
    kept_code: bytes = b""

    @property
    def code(self) -> CodeType | None:
        """The code, where it is known: most files are listed, and not run."""
        with suppress(EOFError, ValueError, TypeError):
            code = marshal.loads(self.kept_code)
            return code if isinstance(code, CodeType) else None
        return None


def only_read(source: SourceFile) -> Compiled:
    """Return what a file says of itself. Raises SyntaxError, or ValueError for what is no text."""
    return Compiled(read_header(source.text.encode()))


def compiled_shipped(source: SourceFile) -> Compiled:
    """Return a file that comes with the program, with its code; it is kept beside it, where that can be written to.

    What is kept is of these very bytes in this very place, or it is not taken. Raises SyntaxError or ValueError.
    """
    digest = hashlib.sha256(b"\0".join([importlib.util.MAGIC_NUMBER, os.fsencode(source.path), source.data])).digest()
    found = _known(read_kept(source.path, digest))
    if found is not None:
        return found
    made = Compiled(read_header(source.text.encode()), marshal.dumps(compile_source(source)))
    keep_beside(source.path, digest, (tuple(made.header), made.kept_code))
    return made


def compile_source(source: SourceFile) -> CodeType:
    """Return the code of a file. Raises what compiling it does."""
    # As text: a comment that names an encoding could make other characters of the bytes than those that were read.
    code: CodeType = compile(source.text, str(source.path), "exec", dont_inherit=True)
    return code


def _known(kept: Any) -> Compiled | None:
    try:
        header, code = kept
        return Compiled(Header(*header), code) if isinstance(code, bytes) else None
    except (ValueError, TypeError):
        return None
