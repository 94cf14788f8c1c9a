"""Names that a room offers, whose modules are imported when somebody asks for one (PEP 562).

What takes long to import, and is not needed to start, is told in the ``__init__`` of its room, twice: as ordinary
imports for whoever reads, for the types and for the contracts, and for Python as what :func:`lazy_names` is given::

    if TYPE_CHECKING:
        from poetrygui.core.fetching.fetch import Fetch as Fetch
    else:
        __getattr__ = lazy_names(__name__, {"fetch": "Fetch"})

Whoever uses it imports the room, ``from poetrygui.core import fetching``, and writes ``fetching.Fetch``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_names(room: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of the package ``room``.

    ``homes`` are the modules in that package, each with the names that it holds, divided by spaces. What is returned
    raises AttributeError for any other name.
    """
    modules = {name: f"{room}.{home}" for home, names in homes.items() for name in names.split()}

    def find(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        home = sys.modules.get(modules[name])
        # Some are asked for a thousand times a second. One that is being imported may not have it yet.
        if home is None or name not in vars(home):
            home = import_module(modules[name])
        found: object = getattr(home, name)
        return found

    return find
