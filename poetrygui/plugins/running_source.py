"""The source of a protocol that is loaded: the very bytes that run, whatever its file holds by now."""

from __future__ import annotations

import linecache
import sys
from codecs import BOM_UTF8
from pathlib import Path

from poetrygui.plugins.loader import module_name
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.stand_in import StandIn


def running_source(protocol: type) -> SourceFile | None:
    """Return the file that ``protocol``, or the class that it is made of, was loaded from.

    None for one that no protocol file defines, and where the program does not hold the text any more.
    """
    if issubclass(protocol, StandIn):
        return protocol.source
    for kind in protocol.__mro__:
        module = sys.modules.get(kind.__module__)
        name = getattr(module, "__file__", None)
        if module is None or not isinstance(name, str):
            continue
        data = "".join(linecache.getlines(name)).encode()
        for source in (SourceFile(Path(name), data), SourceFile(Path(name), BOM_UTF8 + data)):
            if module_name(source) == module.__name__:
                return source
    return None


def running_bytes(protocol: type) -> bytes:
    """Return what :func:`running_source` returns, as bytes; none where there is no such file."""
    source = running_source(protocol)
    return b"" if source is None else source.data
