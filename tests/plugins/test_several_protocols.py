"""A file with several protocols offers each, by the file's name and the class's; what one needs is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.checking.check import load_file
from poetrygui.plugins.registry import ProtocolRegistry
from tests.commands.running import run
from tests.plugins.files import Files, good

TWO = """
from twisted.internet.protocol import ClientFactory, Protocol
from twisted.protocols.basic import NetstringReceiver
TITLE = "Two"
class One(Protocol):
    pass
class Other(NetstringReceiver):
    pass
class OtherFactory(ClientFactory):
    protocol = Other
    def __init__(self, name, poem):
        self.name = name
"""


def trusted(files: Files, name: str, source: str) -> ProtocolRegistry:
    path = files.put(name, source)
    registry = files.registry()
    registry.trust(registry.look_at(path), being_written=True)
    return registry


def own(registry: ProtocolRegistry) -> dict[str, tuple[str, str, str]]:
    """Return title, state and note of what is no shipped protocol."""
    found = [entry for entry in registry.entries if entry.state.word != "shipped"]
    return {entry.name: (entry.title, entry.state.word, entry.note) for entry in found}


def test_each_is_offered_with_what_it_needs(files: Files) -> None:
    registry = trusted(files, "two.py", TWO)
    assert own(registry) == {
        "two:One": ("Two: One", "ready", ""),
        "two:Other": ("Two: Other", "ready", "needs the options name and poem"),
    }
    assert registry.load("two:Other").__name__ == "Other"


def test_before_it_is_trusted_a_file_is_one_entry(files: Files) -> None:
    files.put("two.py", TWO)
    assert list(own(files.registry())) == ["two"]
    with pytest.raises(
        PluginError, match=r"The protocol two:Other cannot be used: .* is new, and nothing of it is run"
    ):
        files.registry().load("two:Other")


def test_the_files_name_alone_is_answered_with_the_choice(files: Files) -> None:
    with pytest.raises(PluginError, match="several protocols: choose one of two:One, two:Other"):
        trusted(files, "two.py", TWO).load("two")
    with pytest.raises(PluginError, match=r"There is no protocol 'two:Nobody': choose one of .*two:One, two:Other"):
        trusted(files, "two.py", TWO).load("two:Nobody")


def test_a_file_with_one_keeps_its_plain_name_and_answers_to_its_class_too(files: Files) -> None:
    registry = trusted(files, "feed.py", good())
    assert list(own(registry)) == ["feed"]
    assert registry.load("feed:Own") is registry.load("feed")


def test_a_shipped_name_stays_with_the_shipped_one_where_a_file_of_it_has_several(files: Files) -> None:
    registry = trusted(files, "lines.py", TWO)
    assert list(own(registry)) == ["lines:One", "lines:Other"]
    assert registry.entry("lines").state.word == "shipped"


def test_the_last_good_version_of_each_is_used_while_the_file_is_broken(files: Files) -> None:
    registry = trusted(files, "two.py", TWO)
    before = {name: registry.load(name) for name in own(registry)}
    files.put("two.py", TWO + "oops(")
    registry.scan()
    assert {state for _, state, _ in own(registry).values()} == {"broken"}
    assert {name: registry.load(name) for name in own(registry)} == before


def test_three_faults_of_one_turn_its_file_off(files: Files) -> None:
    registry = trusted(files, "two.py", TWO)
    protocol = registry.load("two:One")
    for _ in range(3):
        registry.note_end("two:One", protocol, Ended(Outcome.PLUGIN_FAULT, "it raised", details="here"))
    assert {state for _, state, _ in own(registry).values()} == {"off"}
    registry.turn_on(registry.entry("two:Other"))
    assert {state for _, state, _ in own(registry).values()} == {"ready"}


def test_what_an_imported_file_has_wrong_is_named_by_its_path(files: Files, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "two.py").write_text("oops(\n")
    source = f"import runpy\nrunpy.run_path({str(elsewhere / 'two.py')!r})\n"
    (entry,) = [entry for entry in trusted(files, "two.py", source).entries if entry.name == "two"]
    assert f"line 1 of {elsewhere / 'two.py'}" in entry.problem


def test_each_can_be_checked(files: Files) -> None:
    path = files.put("two.py", TWO + "from poetrygui.api import Sample\nSAMPLES = [Sample(b'3:one,', [b'one'])]\n")
    assert load_file(Path(f"{path}:Other")).__name__ == "Other"
    with pytest.raises(PluginError, match=r"two.py has several protocols: choose one of two.py:One, two.py:Other"):
        load_file(path)
    with pytest.raises(PluginError, match=r"two.py has no protocol Third: choose one of two.py:One, two.py:Other"):
        load_file(Path(f"{path}:Third"))
    (other,) = [entry for entry in trusted(files, "two.py", TWO).entries if entry.name == "two:Other"]
    assert other.path_and_class == f"{path}:Other"
    got = run("protocols", "check", other.path_and_class, "--option", "name=1", "--option", "poem=2")
    assert b"samples" in got.stdout + got.stderr


def test_a_checked_protocol_that_asks_for_a_stop_only_ends_its_stream(files: Files) -> None:
    source = (
        "from twisted.internet.protocol import ClientFactory, Protocol\n"
        "from poetrygui.api import Sample\n"
        "class One(Protocol):\n    pass\n"
        "class F(ClientFactory):\n    protocol = One\n"
        "    def clientConnectionLost(self, connector, reason):\n"
        "        from twisted.internet import reactor\n        reactor.stop()\n"
        "SAMPLES = [Sample(b'one', [b'one'])]\n"
    )
    got = run("protocols", "check", str(files.put("one.py", source)))
    assert (got.returncode, got.stderr) == (0, b"")
