"""Which files of a protocol's folder may run, each with the digest of the bytes that may."""

from __future__ import annotations

from pathlib import Path

from poetrygui.errors import PluginError
from poetrygui.plugins.source_file import read_source
from poetrygui.plugins.trust import Standing, TrustBook


def trusted_digest(path: Path, book: TrustBook) -> str:
    """Return the digest of a file as it is now, where ``book`` lets that run; else nothing."""
    try:
        source = read_source(path)
    except PluginError:
        return ""
    return source.sha256 if book.standing(source) in (Standing.TRUSTED, Standing.BEING_WRITTEN) else ""


def trusted_beside(path: Path, book: TrustBook) -> dict[str, str]:
    """Return the digests of the files beside the one at ``path`` that ``book`` lets run, by their paths."""
    found = {each: trusted_digest(each, book) for each in path.parent.glob("*.py") if each != path}
    return {str(each): digest for each, digest in found.items() if digest}
