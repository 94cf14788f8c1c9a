"""The list of protocols: what it tells whoever listens, and what it makes of faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.protocol_state import Suspended
from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good, mark

FAULT = Ended(Outcome.PLUGIN_FAULT, "it raised", details="Traceback")


HANG = Ended(Outcome.PLUGIN_HANG, "it did not return", details="Traceback")


COMPLETE = Ended(Outcome.COMPLETE, "the server closed the connection")


@pytest.fixture
def registry(files: Files) -> ProtocolRegistry:
    """The registry of a profile with a file ``own`` that is being written."""
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"), being_written=True)
    return registry


def test_a_file_that_goes_and_comes_back(files: Files, registry: ProtocolRegistry) -> None:
    path = files.folder / "own.py"
    path.unlink()
    registry.scan()
    with pytest.raises(PluginError, match="no protocol"):
        registry.load("own")
    files.put("own.py", good("again"))
    registry.scan()
    assert mark(registry.entry("own")) == "again"


def test_listeners_hear_of_changes_only(files: Files, registry: ProtocolRegistry) -> None:
    heard: list[str] = []
    stop = registry.subscribe(lambda: heard.append("changed"))
    registry.scan()
    assert heard == []
    files.put("own.py", good("secnd"))
    registry.scan()
    assert heard == ["changed"]
    stop()
    files.put("own.py", good("third"))
    registry.scan()
    assert heard == ["changed"]


def _shipping(folder: Path, **sources: str) -> Path:
    folder.mkdir()
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)
    return folder


def test_where_one_shipped_protocol_is_asked_for_no_other_is_run(tmp_path: Path) -> None:
    noisy = f"from pathlib import Path\nPath({str(tmp_path)!r}, 'run').touch()\n{good()}"
    registry = ProtocolRegistry(_shipping(tmp_path / "shipped", asked=good("asked"), other=noisy))
    assert registry.load("asked").MARK == "asked"  # type: ignore[attr-defined]
    assert not (tmp_path / "run").exists()
    assert [(entry.name, entry.title, entry.is_usable) for entry in registry.entries] == [
        ("asked", "A title", True),
        ("other", "A title", True),
    ]
    assert registry.load("asked") is registry.entry("asked").protocol
    assert not (tmp_path / "run").exists()
    assert registry.load("other") is registry.entry("other").protocol
    assert (tmp_path / "run").exists()


def test_whoever_lists_all_has_them_run_and_hears_what_is_wrong(tmp_path: Path) -> None:
    needy = good().replace("MARK = 'first'", "size: Annotated[int, Option('Size')]").replace("import", "import Option,")
    shipped = _shipping(
        tmp_path / "shipped", needy=f"from typing import Annotated\n{needy}", right=good(), wrong="1 / 0\n" + good()
    )
    registry = ProtocolRegistry(shipped)
    assert {(entry.state.word, entry.note) for entry in registry.entries} == {("shipped", "")}
    heard: list[str] = []
    registry.subscribe(lambda: heard.append("changed"))
    needs, right, wrong = registry.run_all()
    assert (needs.note, right.note) == ("needs the option size", "")
    assert (wrong.state.word, wrong.problem) == ("broken", "line 1 of wrong.py: ZeroDivisionError: division by zero")
    assert heard == ["changed"]
    assert registry.run_all() == registry.scan() == (needs, right, wrong)
    assert heard == ["changed"]


def test_a_shipped_file_that_fails_says_so_when_it_is_used(tmp_path: Path) -> None:
    registry = ProtocolRegistry(_shipping(tmp_path / "shipped", right=good(), wrong="import no_such_module\n" + good()))
    assert registry.entry("wrong").is_usable
    with pytest.raises(PluginError, match=r"wrong cannot be used: line 1 of wrong\.py: ModuleNotFoundError"):
        registry.load("wrong")
    assert [entry.state.word for entry in registry.entries] == ["shipped", "broken"]
    assert [entry.name for entry in registry.offered()] == ["right"]


def test_a_class_of_a_shipped_file_is_found_by_running_that(tmp_path: Path) -> None:
    registry = ProtocolRegistry(_shipping(tmp_path / "shipped", lines=good(), raw=good()))
    assert registry.entries[0].protocol is None
    assert registry.entry("lines:Own").protocol is registry.load("lines")
    with pytest.raises(PluginError, match="There is no protocol 'raw:Other': choose one of lines, raw"):
        registry.entry("raw:Other")


def test_a_shipped_protocol_gives_way_to_what_a_look_at_all_would_find(files: Files, tmp_path: Path) -> None:
    two = good() + "\nclass Other(PoemProtocol):\n    def dataReceived(self, data): pass\n"
    shipped = _shipping(tmp_path / "shipped", lines=good("shipped"), two=two, broken="(")

    def registry() -> ProtocolRegistry:
        return ProtocolRegistry(shipped, files.folder, installed=InstalledProtocols())

    for name, said in (("two", "several protocols"), ("broken", "cannot be used")):
        with pytest.raises(PluginError, match=said):
            registry().load(name)
    assert registry().load("two:Other").__name__ == "Other"
    assert registry().load("lines").MARK == "shipped"  # type: ignore[attr-defined]
    own = files.put("lines.py", good("own"))
    with pytest.raises(PluginError, match="is new"):
        registry().load("lines")
    trusting = registry()
    trusting.trust(trusting.entry("lines"))
    assert registry().load("lines").MARK == "own"  # type: ignore[attr-defined]
    own.unlink()
    elsewhere = tmp_path / "lines.py"
    elsewhere.write_text(good("named"))
    named = registry()
    named.trust_for_now(elsewhere)
    assert named.load("lines").MARK == "named"  # type: ignore[attr-defined]


def test_nobody_hears_of_the_first_look(files: Files) -> None:
    heard: list[str] = []
    files.put("own.py", good())
    registry = files.registry()
    registry.subscribe(lambda: heard.append("changed"))
    registry.scan()
    assert heard == []


@pytest.mark.parametrize("fault", [FAULT, HANG])
def test_three_faults_in_a_row_turn_it_off_until_the_user_says_otherwise(
    files: Files, registry: ProtocolRegistry, fault: Ended
) -> None:
    protocol = registry.load("own")
    for ended in (fault, fault, COMPLETE, fault, fault):
        registry.note_end("own", protocol, ended)
    assert registry.entry("own").state.word == "ready"
    registry.note_end("own", protocol, fault)
    for each in (registry, files.registry()):
        entry = each.entry("own")
        assert isinstance(entry.state, Suspended)
        with pytest.raises(PluginError, match="suspended after 3 faults"):
            each.load("own")
    registry.turn_on(registry.entry("own"))
    assert registry.entry("own").state.word == "ready"
    registry.note_end("own", protocol, fault)
    assert registry.entry("own").state.word == "ready"


def test_a_mended_version_is_used_at_once(files: Files, registry: ProtocolRegistry) -> None:
    protocol = registry.load("own")
    for _ in range(3):
        registry.note_end("own", protocol, FAULT)
    files.put("own.py", good("mended"))
    registry.scan()
    assert mark(registry.entry("own")) == "mended"
    # What still runs with the old version is no fault of the new one's.
    for _ in range(3):
        registry.note_end("own", protocol, FAULT)
    assert registry.entry("own").state.word == "ready"


def test_a_shipped_protocol_and_a_send_that_is_refused_are_no_plugins_faults(registry: ProtocolRegistry) -> None:
    for _ in range(5):
        registry.note_end("raw", registry.load("raw"), FAULT)
        registry.note_end("own", registry.load("own"), Ended(Outcome.PLUGIN_FAULT, "this cannot be sent"))
    assert registry.entry("raw").state.word == "shipped"
    assert registry.entry("own").state.word == "ready"
