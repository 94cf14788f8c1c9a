"""What files offer that are run elsewhere is known later, and asked for once for each version."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from poetrygui.errors import PluginError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.protocol_state import BeingRead, Broken, Offered, Ready
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.stand_in import ToldProtocol, stand_in
from poetrygui.plugins.versions import Version
from tests.plugins.files import Files, good

Told = Callable[[Version], object]


class Elsewhere:
    """Tells what a test has it tell."""

    def __init__(self) -> None:
        self.is_possible = True
        self.asked: list[tuple[SourceFile | None, Mapping[str, str], Told]] = []

    def read_file(self, source: SourceFile, helpers: Mapping[str, str], told: Told) -> None:
        self.asked.append((source, helpers, told))

    def read_installed(self, name: str, told: Told) -> None:
        self.asked.append((None, {}, told))

    def tell(self, *names: str, problem: str = "", helpers: Any = ()) -> None:
        source, _, told = self.asked.pop(0)
        if problem:
            told(Version("own", failure=Broken(problem), helpers=helpers))
        else:
            protocols = {name: stand_in(ToldProtocol(name), source) for name in names}
            told(Version("A title", protocols, dict.fromkeys(names, ""), helpers=helpers))


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def registry(files: Files, elsewhere: Elsewhere) -> ProtocolRegistry:
    files.put("own.py", good())
    return ProtocolRegistry(shipped_protocols(), files.folder, elsewhere=elsewhere)


def own(registry: ProtocolRegistry) -> ProtocolEntry:
    return registry.entry("own")


def test_a_file_that_may_run_is_read_and_known_later(registry: ProtocolRegistry, elsewhere: Elsewhere) -> None:
    assert own(registry).state.word == "new"
    assert not elsewhere.asked
    registry.trust(own(registry))
    entry = own(registry)
    assert isinstance(entry.state, BeingRead)
    assert (entry.is_usable, entry.is_being_read, entry in registry.offered()) == (False, True, True)
    with pytest.raises(PluginError, match=r"own\.py is being read"):
        registry.load("own")
    registry.scan()
    assert len(elsewhere.asked) == 1, "it is asked once"
    pinned = pin(registry, "own:First", {})
    assert (pinned.class_name, pinned.sha256) == ("First", entry.sha256), "where it runs that is found out"
    changes: list[None] = []
    registry.subscribe(lambda: changes.append(None))
    elsewhere.tell("First", "Second")
    assert [each.name for each in registry.entries if each.name.startswith("own")] == ["own:First", "own:Second"]
    assert isinstance(registry.entry("own:First").state, Ready)
    assert registry.load("own:First").__name__ == "First"
    assert len(changes) == 1
    registry.scan()
    assert not elsewhere.asked


def test_the_last_good_version_stays_until_more_is_known(
    registry: ProtocolRegistry, elsewhere: Elsewhere, files: Files
) -> None:
    registry.trust(own(registry), being_written=True)
    elsewhere.tell("Own")
    before = registry.load("own")
    files.put("own.py", good("second"))
    registry.scan()
    entry = own(registry)
    assert isinstance(entry.state, BeingRead)
    assert (entry.protocol, entry.state.is_being_written) == (before, True)
    files.put("own.py", good("third"))
    registry.scan()
    elsewhere.tell("Late")
    assert own(registry).protocol is before, "what was told of a version that is gone is nobody's news"
    elsewhere.tell(problem="line 1 of own.py: it rhymes")
    entry = own(registry)
    assert isinstance(entry.state, Broken)
    assert entry.protocol is before
    assert "it rhymes. Until then the last good version is used" in entry.problem
    registry.scan()
    assert not elsewhere.asked
    registry.files.forget_failures()
    registry.scan()
    assert own(registry).is_being_read, "somebody wants to know again"
    elsewhere.tell("Own")
    registry.files.forget_failures()
    registry.scan()
    assert own(registry).state.word == "ready"


def test_it_is_read_again_once_a_file_has_changed_that_it_imports(
    registry: ProtocolRegistry, elsewhere: Elsewhere, files: Files
) -> None:
    helper = files.put("_rhymes.py", "A = 1")
    registry.scan()
    for entry in registry.undecided():
        registry.trust(entry, being_written=True)
    (digest,) = elsewhere.asked[-1][1].values()
    while elsewhere.asked:
        elsewhere.tell("Own", helpers=((helper, digest),))
    assert isinstance(own(registry).state, Ready)
    files.put("_rhymes.py", "A = 2")
    registry.scan()
    assert own(registry).is_being_read


def test_what_its_user_wants_here_runs_here_and_all_of_it_where_nothing_else_can(
    registry: ProtocolRegistry, elsewhere: Elsewhere
) -> None:
    registry.trust(own(registry))
    registry.run_in_process(own(registry), wanted=True)
    assert isinstance(own(registry).state, Ready)
    assert own(registry).protocol is not None
    registry.run_in_process(own(registry), wanted=False)
    assert own(registry).is_being_read
    elsewhere.is_possible = False
    registry.scan()
    assert isinstance(own(registry).state, Ready)


def test_one_that_is_suspended_is_so_while_it_is_read(registry: ProtocolRegistry, elsewhere: Elsewhere) -> None:
    registry.trust(own(registry))
    registry.trust_book.suspend(str(own(registry).path), own(registry).sha256)
    registry.scan()
    assert own(registry).state.word == "off"
    elsewhere.tell("Own")
    assert own(registry).state.word == "off"


def test_what_a_package_offers_is_imported_elsewhere_when_it_is_asked_for(files: Files, elsewhere: Elsewhere) -> None:
    points = [importlib.metadata.EntryPoint(name, f"no_such_{name}:Verse", "") for name in ("good", "bad")]
    installed = InstalledProtocols(points, elsewhere)
    registry = ProtocolRegistry(shipped_protocols(), files.folder, installed=installed)
    assert registry.entry("good").is_to_be_loaded
    for name in ("good", "bad"):
        with pytest.raises(PluginError, match="being read"):
            registry.load(name)
        with pytest.raises(PluginError, match="being read"):
            registry.load(name)
        assert pin(registry, name, {"size": "3"}).options == {"size": "3"}
    assert len(elsewhere.asked) == 2
    elsewhere.tell("Verse")
    elsewhere.tell(problem="it is not there")
    assert isinstance(registry.entry("good").state, Offered)
    assert registry.load("good").__name__ == "Verse"
    with pytest.raises(PluginError, match="it is not there"):
        registry.load("bad")
