"""Protocols that installed packages offer, by the entry-point group ``poetrygui.protocols``."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.machinery import PathFinder
from pathlib import Path

from attrs import evolve
from twisted.internet.protocol import Protocol

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.plugin_faults import author_traceback, describe_error
from poetrygui.errors import PluginError
from poetrygui.plugins.elsewhere import Elsewhere
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.loader import load_limit
from poetrygui.plugins.offered import offer
from poetrygui.plugins.protocol_state import BeingRead, Broken, Offered
from poetrygui.plugins.versions import Version

GROUP = "poetrygui.protocols"

_GROUP = GROUP.encode()
_METADATA = (".dist-info", "egg-info")  # how the folders are named that tell of a package


class InstalledProtocols:
    """Lists them without importing anything; each is imported when it is first used.

    Whoever installs a package has had code of it run already, so none of it asks for trust.
    """

    def __init__(
        self,
        entry_points: Iterable[importlib.metadata.EntryPoint] | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """List ``entry_points``, or those of this Python, which are imported ``elsewhere`` if that is possible."""
        self.changed: Callable[[], object] = bool
        """Called when more is known of one that is imported elsewhere."""
        self._elsewhere = elsewhere
        found = _entry_points() if entry_points is None else entry_points
        self._points = {point.name: point for point in found}
        self._loaded: dict[str, ProtocolEntry] = {}

    def entries(self) -> list[ProtocolEntry]:
        """Return an entry for each."""
        return [self._loaded.get(name) or _listed(point) for name, point in self._points.items()]

    def elsewhere_for(self, entry: ProtocolEntry) -> Elsewhere | None:
        """Return what imports what an entry names; None where that is this process."""
        return self._elsewhere if self._elsewhere and self._elsewhere.is_possible and not entry.in_process else None

    def load(self, entry: ProtocolEntry) -> ProtocolEntry:
        """Import what an entry names, and return the entry as it stands then; elsewhere, that takes a moment."""
        elsewhere = self.elsewhere_for(entry)
        if elsewhere is not None:
            return self._ask(entry, elsewhere)
        point = self._points[entry.name]
        try:
            protocol = GUARD.call(point.load, limit=load_limit())
            if not (isinstance(protocol, type) and issubclass(protocol, Protocol)):
                raise PluginError(f"{point.value} is no Twisted Protocol.")
            loaded = entry.standing_as(Offered(offer(protocol)))
        except PluginError as error:
            loaded = evolve(entry, state=Broken(str(error)))
        except BaseException as error:  # noqa: BLE001 - a package may raise anything as it is imported
            problem = f"{point.value} of {entry.origin} cannot be imported: {describe_error(error)}"
            loaded = evolve(entry, state=Broken(problem, author_traceback(error)))
        self._loaded[entry.name] = loaded
        return loaded

    def _ask(self, entry: ProtocolEntry, elsewhere: Elsewhere) -> ProtocolEntry:
        def told(version: Version) -> None:
            try:
                protocol = next(iter(version.only_protocols().values()))
                self._loaded[entry.name] = entry.standing_as(Offered(protocol))
            except PluginError as error:
                self._loaded[entry.name] = evolve(entry, state=Broken(str(error), error.details))
            self.changed()

        loaded = self._loaded[entry.name] = evolve(
            entry, state=BeingRead(f"{entry.name} is being read: try again in a moment")
        )
        elsewhere.read_installed(entry.name, told)
        return loaded


def _entry_points() -> Iterable[importlib.metadata.EntryPoint]:
    # Few packages offer protocols: where none does, what takes them all apart need not be imported.
    return importlib.metadata.entry_points(group=GROUP) if _may_be_offered() else ()


def _may_be_offered() -> bool:
    """Tell whether a package offers protocols, or may, since it is where one has to be asked by others' code."""
    finders = [each for each in sys.meta_path if hasattr(each, "find_distributions")]
    return finders != [PathFinder] or any(map(_may_have_offers, dict.fromkeys(sys.path)))


def _may_have_offers(place: str) -> bool:
    try:
        packages = [each.path for each in os.scandir(place or ".") if each.name.lower().endswith(_METADATA)]
    except NotADirectoryError:
        return True  # an archive
    except OSError:
        return False
    return any(_GROUP in _offers_of(f"{package}/entry_points.txt") for package in packages)


def _offers_of(path: str) -> bytes:
    with suppress(OSError), open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path of each takes longer
        return file.read()
    return b""


def _listed(point: importlib.metadata.EntryPoint) -> ProtocolEntry:
    package = point.dist.name if point.dist is not None else point.value
    return ProtocolEntry(point.name, point.name, Path(point.value), package, Offered())
