"""One protocol with its exact bytes, for another process to load: what was trusted runs there, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, evolve, frozen

from poetrygui.api import PoemProtocol
from poetrygui.errors import PluginError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.loader import only_one
from poetrygui.plugins.options import configured
from poetrygui.plugins.protocol_state import BeingRead, Offered, Ready, Shipped
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.plugins.running_source import running_source
from poetrygui.plugins.source_file import SourceFile, read_source
from poetrygui.plugins.trust import TrustBook
from poetrygui.plugins.trusted_beside import trusted_beside, trusted_digest
from poetrygui.plugins.versions import Version, Versions

RECORDED_SOURCE = "protocol.py"
"""What the source is called that lies in a recording."""
_LARGEST_TOLD = 64 * 1024


@frozen
class PinnedProtocol:
    """The protocol ``name`` in the file at ``path``, which has this digest, with ``options`` as a user types them.

    ``helpers`` are the files that it may import, each with its digest. That of an installed package has neither.
    ``source`` is its text where that is known: what the file holds by then is not asked.
    """

    name: str
    path: str = ""
    sha256: str = ""
    class_name: str = ""
    helpers: Mapping[str, str] = {}
    options: Mapping[str, str] = {}
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what :meth:`of_json` takes."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> PinnedProtocol:
        """Return what was told."""
        return cls(**told)


def pin(registry: ProtocolRegistry, name: str, options: Mapping[str, str]) -> PinnedProtocol:
    """Return the protocol that ``registry`` has by that name as it may run now, with ``options`` as a user types them.

    Raises PluginError with the reason why it may not.
    """
    entry = registry.entry(name)
    if not entry.sha256:
        is_elsewhere = entry.state == Offered() and registry.installed.elsewhere_for(entry) is not None
        if not isinstance(entry.state, BeingRead) and not is_elsewhere:
            registry.load(name)
        return PinnedProtocol(entry.name, options=options)
    if isinstance(entry.state, BeingRead):
        # Whether these bytes can be used is found out where they are to run.
        helpers = trusted_beside(entry.path, registry.trust_book)
        return PinnedProtocol(name, str(entry.path), entry.sha256, name.partition(":")[2], helpers, options)
    if not isinstance(entry.state, Shipped | Ready):
        raise PluginError(f"The protocol {name} cannot be used: {entry.problem}", entry.details)
    return _pinned(entry, entry.path, registry, options)


def pin_unrun(registry: ProtocolRegistry, name: str, options: Mapping[str, str]) -> PinnedProtocol | None:
    """Return the protocol of the user's own folder by that name, with ``options``, of which nothing is run here.

    None where ``registry`` has no file for it that may run as it is: then :func:`pin` says why.
    """
    stem, _, class_name = name.partition(":")
    if registry.folder is None:
        return None
    path = registry.folder.absolute() / f"{stem}.py"
    digest = trusted_digest(path, registry.trust_book)
    if not digest or registry.trust_book.is_suspended(str(path), digest):
        return None
    return PinnedProtocol(name, str(path), digest, class_name, trusted_beside(path, registry.trust_book), options)


def pin_running(
    registry: ProtocolRegistry, name: str, protocol: type[PoemProtocol], options: Mapping[str, str]
) -> PinnedProtocol:
    """Return the protocol that ``registry`` has by that name with the very bytes that ``protocol`` was loaded from.

    These may be of an earlier version than its file holds. It has ``options`` as a user types them.
    """
    entry, source = registry.entry(name), running_source(protocol)
    if source is None:
        return PinnedProtocol(entry.name, options=options)
    helpers, class_name = trusted_beside(source.path, registry.trust_book), name.partition(":")[2]
    return PinnedProtocol(entry.name, str(source.path), source.sha256, class_name, helpers, options, _told(source))


def pin_recorded(
    registry: ProtocolRegistry, folder: Path, options: Mapping[str, str], name: str = ""
) -> PinnedProtocol:
    """Return the protocol whose source lies in a recording's folder, where ``registry`` lets those very bytes run.

    It has ``options`` as a user types them, and was called ``name``, which says which one it is of a file that has
    several. It may run where its bytes are those of a protocol that may, were trusted under another name, or are a
    version of a file that is being written, which ran here. Raises PluginError.
    """
    path = folder / RECORDED_SOURCE
    source = read_source(path, of_anybody=True)
    same = [
        each
        for each in registry.entries
        if isinstance(each.state, Shipped | Ready | BeingRead) and each.sha256 == source.sha256
    ]
    for entry in sorted(same, key=lambda each: name not in (each.name, each.full_name)):
        pinned = _pinned(entry, entry.path, registry, options)
        if isinstance(entry.state, BeingRead):
            pinned = evolve(pinned, class_name=name.partition(":")[2])  # as long as it is, a file is one entry
        # What is being written may hold other bytes by the time that this is loaded.
        return pinned if isinstance(entry.state, Shipped) else evolve(pinned, source=_told(source))
    if not registry.trust_book.trusts(source.sha256) and not registry.files.has_run(source.sha256):
        raise PluginError(
            f"The protocol in {path} is not trusted, and nothing of it is run: look at it, then trust it "
            f"with “poetrygui protocols trust”, or choose another with --protocol."
        )
    return PinnedProtocol(path.stem, str(path), source.sha256, name.partition(":")[2], options=options)


def load_pinned(pinned: PinnedProtocol) -> type[PoemProtocol]:
    """Return its class, with its options set. Runs no bytes but those that were pinned. Raises PluginError."""
    return PinnedFile(pinned).configured(pinned)


class PinnedFile:
    """One file, or installed package, whose protocols are loaded: its code runs once, with the first of them."""

    def __init__(self, pinned: PinnedProtocol) -> None:
        """Run nothing yet; what is ``pinned`` is one of its protocols."""
        self._pinned = pinned
        self._protocols: Mapping[str, type[PoemProtocol]] | None = None

    def load(self) -> Mapping[str, type[PoemProtocol]]:
        """Return its protocols by the names of their classes, or that of the package. Raises PluginError."""
        if self._protocols is None:
            self._protocols = self._loaded(self._pinned)
        return self._protocols

    def configured(self, pinned: PinnedProtocol) -> type[PoemProtocol]:
        """Return the protocol of it that is ``pinned``, with its options set. Raises PluginError."""
        protocols = self.load()
        if not pinned.path:
            return configured(protocols[pinned.name], pinned.options)
        path = Path(pinned.path)
        if len(protocols) > 1 and not pinned.class_name:
            several = ", ".join(f"{path.stem}:{each}" for each in sorted(protocols))
            raise PluginError(f"The file of {path.stem} has several protocols: choose one of {several}.")
        return configured(only_one(protocols, path, pinned.class_name), pinned.options)

    def _loaded(self, pinned: PinnedProtocol) -> Mapping[str, type[PoemProtocol]]:
        if not pinned.path:
            # Whatever is installed has had its code run by being installed.
            registry = ProtocolRegistry(shipped_protocols(), trust=TrustBook(None), installed=InstalledProtocols())
            return {pinned.name: registry.load(pinned.name)}
        return self.version().only_protocols()

    def version(self) -> Version:
        """Return what becomes of a file. Runs no bytes but those that were pinned; PluginError where they are gone."""
        pinned, path = self._pinned, Path(self._pinned.path)
        allowed = {**pinned.helpers, pinned.path: pinned.sha256}
        told = SourceFile(path, pinned.source.encode()) if pinned.source else None

        def read(wanted: Path) -> SourceFile:
            source = told if told is not None and wanted == path else read_source(wanted, of_anybody=True)
            if allowed.get(str(wanted)) != source.sha256:
                raise PluginError(f"{wanted.name} is not what was trusted: look at it again.")
            return source

        return Versions(read).load(read(path))


def source_of(pinned: PinnedProtocol) -> bytes:
    """Return the bytes that were pinned; none of an installed package's, and where the file has others by now."""
    if pinned.source:
        return pinned.source.encode()
    if not pinned.path:
        return b""
    try:
        source = read_source(Path(pinned.path), of_anybody=True)
    except PluginError:
        return b""
    return source.data if source.sha256 == pinned.sha256 else b""


def _told(source: SourceFile) -> str:
    return source.data.decode() if len(source.data) <= _LARGEST_TOLD else ""


def _pinned(entry: ProtocolEntry, path: Path, registry: ProtocolRegistry, options: Mapping[str, str]) -> PinnedProtocol:
    helpers = {} if isinstance(entry.state, Shipped) else trusted_beside(path, registry.trust_book)
    class_name = entry.name.partition(":")[2]
    return PinnedProtocol(entry.name, str(path), entry.sha256, class_name, helpers, options)
