"""Protocols of installed packages: imported when they are used, and never in the safe mode."""

from __future__ import annotations

import importlib.metadata
import sys
import zipfile
from pathlib import Path

import pytest

from poetrygui.errors import PluginError
from poetrygui.paths import Profile, shipped_protocols
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package that offers its protocol; the file that importing it leaves."""
    site = tmp_path / "site"
    metadata = site / "verse_protocols-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: verse-protocols\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(
        "[poetrygui.protocols]\nverse = verse_protocols_test:Own\nraw = verse_protocols_test:Own\n"
        "gone = verse_protocols_test:Gone\n",
        "utf-8",
    )
    imported = tmp_path / "imported"
    (site / "verse_protocols_test.py").write_text(f"open({str(imported)!r}, 'w').close()\n" + good("verse"), "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "verse_protocols_test", raising=False)  # of the test before
    return imported


def test_a_package_is_imported_when_its_protocol_is_used(package: Path, files: Files) -> None:
    registry = files.registry()
    entry = registry.entry("verse")
    assert (entry.state.word, entry.origin, entry.is_usable) == ("ready", "verse-protocols", True)
    assert not package.exists()
    assert registry.entry("raw").state.word == "shipped"
    assert getattr(registry.load("verse"), "MARK", "") == "verse"
    assert package.exists()
    assert registry.entry("verse").protocol is registry.load("verse")


def test_a_package_that_offers_what_it_has_not_is_broken(package: Path, files: Files) -> None:
    registry = files.registry()
    with pytest.raises(PluginError, match="verse_protocols_test:Gone of verse-protocols cannot be imported"):
        registry.load("gone")
    assert registry.entry("gone").state.word == "broken"


def test_a_package_is_not_looked_at_in_the_safe_mode(package: Path) -> None:
    registry = ProtocolRegistry(shipped_protocols())
    with pytest.raises(PluginError, match="no protocol"):
        registry.load("verse")
    assert not package.exists()


def test_a_user_file_takes_the_place_of_a_packages(package: Path, files: Files) -> None:
    files.put("verse.py", good("own"))
    registry = files.registry()
    registry.trust(registry.entry("verse"))
    assert getattr(registry.load("verse"), "MARK", "") == "own"
    assert "verse-protocols" in registry.entry("verse").note
    assert not package.exists()


def test_an_archive_and_somebody_elses_finder_are_asked_by_those_who_know_them(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [entry.name for entry in InstalledProtocols().entries()] == ["verse", "raw", "gone"]
    monkeypatch.setattr(sys, "path", [str(tmp_path / "none")])
    assert InstalledProtocols().entries() == []
    with zipfile.ZipFile(tmp_path / "verses.zip", "w") as archive:
        for file in (tmp_path / "site").rglob("*-info/*"):
            archive.write(file, file.relative_to(tmp_path / "site"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "verses.zip")])
    assert [entry.name for entry in InstalledProtocols().entries()] == ["verse", "raw", "gone"]

    class Finder(importlib.metadata.DistributionFinder):
        def find_spec(self, *_: object) -> None:
            return None

        def find_distributions(self, context: object = None) -> list[importlib.metadata.Distribution]:
            return [importlib.metadata.PathDistribution(tmp_path / "site" / "verse_protocols-1.0.dist-info")]

    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert [entry.name for entry in InstalledProtocols().entries()] == ["verse", "raw", "gone"]


def test_an_entry_point_that_is_no_protocol(files: Files) -> None:
    point = importlib.metadata.EntryPoint("odd", "json:dumps", "poetrygui.protocols")
    registry = ProtocolRegistry(
        shipped_protocols(), Profile(files.root).protocols, installed=InstalledProtocols([point])
    )
    with pytest.raises(PluginError, match="json:dumps is no Twisted Protocol"):
        registry.load("odd")
