"""What the host of a job may do: what the job needs, and what its protocols ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.needs import read_needs
from poetrygui.plugins.pinned import PinnedProtocol, source_of

MOST_BESIDE = 200
"""Files of its folder that a protocol may read, besides the modules that it may import."""


def allowed_for(job: str, arguments: Mapping[str, Any]) -> Allowed:
    """Return what the ``job`` with these arguments is allowed.

    Where it runs many protocols, to guess which one fits, none is given what it asks for: the others would have it.
    """
    one = arguments.get("protocol")
    told = [*arguments.get("protocols", ()), *([] if one is None else [one])]
    pinned = [PinnedProtocol.of_json(each) for each in told]
    asking = () if job == "guess" else pinned
    words = [word for each in asking for word in read_needs(source_of(each), each.name).words]
    recording, output = _folder(arguments, "recording"), _folder(arguments, "output")
    framed = _folder(arguments, "framed")
    return Allowed(
        read=(*recording, *framed, *dict.fromkeys(path for each in pinned for path in files_of(each))),
        write=output,
        linked=recording if output else (),
        words=tuple(dict.fromkeys(words)),
    )


def files_of(pinned: PinnedProtocol) -> Iterator[str]:
    """Yield a protocol's file, those that it may import, and what lies beside it."""
    if pinned.path:
        yield from pinned.helpers
        yield from files_beside(Path(pinned.path))


def files_beside(path: Path) -> Iterator[str]:
    """Yield the protocol's file at ``path`` and plain files of its folder, none of which is hidden.

    Nothing of a folder within, and no more than the modules where it lies in its user's own: that holds everything
    else, too.
    """
    path = path.absolute()
    yield str(path)
    if path.parent == shipped_protocols():
        return  # which can be read by all
    try:
        for each in islice(path.parent.glob("*.py" if path.parent == Path.home() else "*"), MOST_BESIDE):
            if not each.name.startswith(".") and each.is_file() and not each.is_symlink():
                yield str(each)
    except OSError:
        return


def _folder(arguments: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return (str(Path(arguments[name]).absolute()),) if name in arguments else ()
