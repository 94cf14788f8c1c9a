"""What became of each version of a file when it was loaded, and which was the last good one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from poetrygui.api import API_VERSION, PoemProtocol
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.errors import PluginError
from poetrygui.plugins.compiled import Compiled, only_read
from poetrygui.plugins.entry import ProtocolEntry, note_of
from poetrygui.plugins.helper_modules import HelperModules
from poetrygui.plugins.loader import load_source, module_name, syntax_problem
from poetrygui.plugins.needs import read_needs
from poetrygui.plugins.protocol_state import Broken, Incompatible, ProtocolState
from poetrygui.plugins.source_file import SourceFile


@frozen
class Version:
    """A file with the bytes that it had: its ``protocols``, or the ``failure`` that says why there are none.

    One that was not run has neither, unless what it says of itself is failure enough.
    ``helpers`` are the files that it imported or tried to, each with its digest, empty where it could not be used.
    """

    title: str
    protocols: Mapping[str, type[PoemProtocol]] = field(factory=dict, repr=False)
    """By the name of the class."""
    notes: Mapping[str, str] = field(factory=dict)
    """What each of them needs."""
    failure: Broken | Incompatible | None = None
    helpers: tuple[tuple[Path, str], ...] = ()

    def on(
        self, source: SourceFile, origin: str, usable: Callable[[type[PoemProtocol]], ProtocolState]
    ) -> list[ProtocolEntry]:
        """Return a file as it is listed: an entry for each of its protocols, or one that says why there are none.

        ``usable`` makes the state of a protocol that can be used; ``source`` has the bytes that this state speaks of,
        and ``origin`` says where the file came from.
        """
        if self.failure is not None:
            return [ProtocolEntry.of(source, origin, self.failure, self.title)]
        are_several = len(self.protocols) > 1
        return [
            ProtocolEntry.of(
                source, origin, usable(protocol), self.title, name if are_several else "", note=self.notes[name]
            )
            for name, protocol in self.protocols.items()
        ]

    def is_current(self, read_helper: Callable[[Path], SourceFile]) -> bool:
        """Tell whether helpers are as they were; ``read_helper`` returns one as it is now, or raises PluginError."""
        return all(_digest(path, read_helper) == digest for path, digest in self.helpers)

    def only_protocols(self) -> Mapping[str, type[PoemProtocol]]:
        """Return the protocols by the name of the class. Raises PluginError with the reason why there are none."""
        if self.failure is not None:
            raise PluginError(self.failure.problem, self.failure.details)
        return self.protocols


def _digest(path: Path, read_helper: Callable[[Path], SourceFile]) -> str:
    try:
        return read_helper(path).sha256
    except PluginError:
        return ""


class Versions:
    """Loads files that may run; one that has not changed, nor what it imports, is not run again."""

    def __init__(
        self,
        read_helper: Callable[[Path], SourceFile],
        compiled: Callable[[SourceFile], Compiled] = only_read,
    ) -> None:
        """Begin with none; ``read_helper`` returns a helper module that may run, or raises PluginError.

        ``compiled`` returns what a file says of itself, and its code if it has it.
        """
        self._read_helper = read_helper
        self._compiled = compiled
        self._looked_at: dict[Path, tuple[str, Version]] = {}
        self._loaded: dict[tuple[Path, str], Version] = {}
        self._good: dict[Path, Version] = {}

    def load(self, source: SourceFile) -> Version:
        """Return what becomes of a file."""
        key = source.path, source.sha256
        version = self._loaded.get(key)
        if version is None or not version.is_current(self._read_helper):
            # Only the newest of a file's versions is kept, beside the last good one: an author saves often.
            for other in [each for each in self._loaded if each[0] == source.path]:
                del self._loaded[other]
            version = self._loaded[key] = self._load(source)
        if version.protocols:
            self._good[source.path] = version
        return version

    def look(self, source: SourceFile) -> Version:
        """Return what is known of a file without running it; one of which a version was run is loaded."""
        if any(path == source.path for path, _ in self._loaded):
            return self.load(source)
        digest, version = self._looked_at.get(source.path, ("", None))
        if version is None or digest != source.sha256:
            version, _ = self._read(source)
            self._looked_at[source.path] = source.sha256, version
        return version

    def last_good(self, path: Path) -> Version | None:
        """Return the version of a file that was the last to load without fault, in this run of the program."""
        return self._good.get(path)

    def _load(self, source: SourceFile) -> Version:
        version, compiled = self._read(source)
        if compiled is None:
            return version
        helpers = HelperModules(source.path.parent, module_name(source), self._read_helper)
        try:
            protocols = load_source(source, helpers, compiled.code)
            notes = {name: note_of(protocol) for name, protocol in protocols.items()}
        except _UNUSABLE as error:
            return evolve(version, failure=_broken(source, error), helpers=tuple(helpers.used.items()))
        return evolve(version, protocols=protocols, notes=notes, helpers=tuple(helpers.used.items()))

    def _read(self, source: SourceFile) -> tuple[Version, Compiled | None]:
        """Return what a file says of itself, as a version that was not run; None beside it where it cannot be."""
        title, name = source.path.stem, source.path.name
        try:
            compiled = self._compiled(source)
        except _UNUSABLE as error:
            return Version(title, failure=_broken(source, error)), None
        header = compiled.header
        version = Version(header.title or title)
        if header.api not in (None, API_VERSION):
            problem = f"{name} is written for API {header.api}; this program has API {API_VERSION}."
            return evolve(version, failure=Incompatible(problem)), None
        if problem := read_needs(source.data, name).problem:
            return evolve(version, failure=Broken(problem)), None
        return version, compiled


_UNUSABLE = PluginError, SyntaxError, ValueError, RecursionError, MemoryError
"""What reading a file as Python, and running it, raises."""


def _broken(source: SourceFile, error: BaseException) -> Broken:
    name = source.path.name
    match error:
        case PluginError():
            return Broken(str(error), error.details)
        case SyntaxError():
            return Broken(syntax_problem(error, name))
        case _:
            return Broken(f"{name} cannot be read as Python: {describe_error(error)}")
