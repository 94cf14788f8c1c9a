"""The choice of a protocol, and a form that follows it and keeps what was typed for each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from attrs import evolve
from PyQt6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.api import PoemProtocol
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.protocol_fields import ProtocolFields
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.protocol_state import BeingRead, Ready
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry
from poetrygui.plugins.stand_in import ToldProtocol, stand_in
from tests.gui.hands import write
from tests.gui.protocol_files import child, text
from tests.plugins.files import Files

DECLARES = """
import enum
from typing import Annotated, Literal
from poetrygui.api import Option, PoemProtocol
class Order(enum.Enum):
    BIG = "big"
    LITTLE = "little"
class Own(PoemProtocol):
    size: Annotated[int, Option("Bytes of a record", minimum=1)]
    delimiter: Annotated[bytes, Option("What ends a frame", minimum=1)] = b"\\n"
    order: Annotated[Order, Option("Order")] = Order.BIG
    strict: Annotated[bool, Option("Strict")] = False
    def encode(self, frame):
        raise SystemExit
"""


@pytest.fixture
def saved() -> list[Server]:
    return []


def choose(dialog: ServerDialog, name: str) -> None:
    combo = child(dialog, QComboBox, "serverProtocol")
    combo.setCurrentIndex(combo.findData(name))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProtocolRegistry]:
    """A registry with a protocol, ``verse``, of an installed package that was not imported yet."""
    (tmp_path / "package_with_options.py").write_text(DECLARES, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    point = EntryPoint("verse", "package_with_options:Own", "poetrygui.protocols")
    yield ProtocolRegistry(shipped_protocols(), installed=InstalledProtocols([point]))
    sys.modules.pop("package_with_options", None)


def following(registry: ProtocolRegistry, server: Server | None, saved: list[Server]) -> ServerDialog:
    """Return a dialog that is told what becomes of the protocols."""

    def usable() -> list[ProtocolEntry]:
        return [entry for entry in registry.entries if entry.is_usable]

    shown: list[ServerDialog] = []

    def show() -> None:
        for each in shown:
            each.show_protocols(usable())

    registry.subscribe(show)
    dialog = ServerDialog(None, server, usable(), saved.append, registry.load)
    shown.append(dialog)
    dialog.show()
    return dialog


def test_a_packages_protocol_is_loaded_when_it_is_chosen(
    package: ProtocolRegistry, saved: list[Server], qtbot: QtBot
) -> None:
    dialog = following(package, None, saved)
    assert "package_with_options" not in sys.modules
    choose(dialog, "verse")
    assert child(dialog, QLineEdit, "option_size").isVisible()
    assert child(dialog, QComboBox, "serverProtocol").currentData() == "verse"
    dialog.close()


def test_what_is_kept_for_a_packages_protocol_outlives_its_loading(package: ProtocolRegistry, qtbot: QtBot) -> None:
    def load(name: str) -> type[PoemProtocol]:
        protocol = package.load(name)
        fields.offer(package.entries)
        return protocol

    parent = QWidget()
    qtbot.addWidget(parent)
    fields = ProtocolFields(parent, load, keep=True)
    fields.begin(package.entries, "verse", {"size": "7"})
    assert fields.options.values() == {"size": "7"}
    assert fields.problem() == ""


def test_a_server_of_a_packages_protocol_is_edited_with_its_options(
    package: ProtocolRegistry, saved: list[Server], qtbot: QtBot
) -> None:
    dialog = following(package, Server("a", "localhost:1", "verse", options={"size": "7"}), saved)
    assert dict(dialog.server().options) == {"size": "7"}
    dialog.accept()
    assert [dict(server.options) for server in saved] == [{"size": "7"}]


def test_one_that_turns_out_to_be_broken_stays_chosen_with_the_reason(
    tmp_path: Path, saved: list[Server], qtbot: QtBot
) -> None:
    (tmp_path / "right.py").write_text(DECLARES, "utf-8")
    (tmp_path / "wrong.py").write_text("import no_such_module\n" + DECLARES, "utf-8")
    dialog = following(ProtocolRegistry(tmp_path), None, saved)
    write(child(dialog, QLineEdit, "serverAddress"), "localhost:1")
    combo = child(dialog, QComboBox, "serverProtocol")
    choose(dialog, "wrong")
    assert (combo.currentData(), combo.currentText()) == ("wrong", "wrong (not usable now)")
    reason = "The protocol wrong cannot be used: line 1 of wrong.py: ModuleNotFoundError"
    assert text(dialog, "serverProblem").startswith(reason)
    dialog.accept()
    assert saved == []
    choose(dialog, "right")
    write(child(dialog, QLineEdit, "option_size"), "7")
    assert text(dialog, "serverProblem") == ""
    dialog.accept()
    assert [server.protocol for server in saved] == ["right"]


@pytest.fixture
def registry(tmp_path: Path) -> ProtocolRegistry:
    files = Files(tmp_path)
    files.put("own.py", DECLARES)
    files.put("new.py", DECLARES)
    registry = files.registry()
    registry.trust(registry.entry("own"))
    return registry


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def choose_in(fields: ProtocolFields, name: str) -> None:
    fields.choice.combo.setCurrentIndex(fields.choice.combo.findData(name))


def test_what_was_typed_for_each_comes_back(registry: ProtocolRegistry, parent: QWidget) -> None:
    fields = ProtocolFields(parent, None, keep=True)
    fields.begin(registry.entries, "own", {"size": "7"})
    assert (fields.name, fields.protocol) == ("own", registry.entry("own").protocol)
    told: list[str] = []
    fields.changed.connect(lambda: told.append(fields.name))
    choose_in(fields, "raw")
    assert fields.options.values() == {}
    choose_in(fields, "own")
    assert fields.options.values() == {"size": "7"}
    assert told == ["raw", "own"]


def test_a_missing_option_is_a_problem_until_it_is_there(registry: ProtocolRegistry, parent: QWidget) -> None:
    for options, problem in (
        ({}, "The option size is needed"),
        ({"size": "many"}, "takes a whole"),
        ({"size": "7"}, ""),
    ):
        fields = ProtocolFields(parent, None, keep=True)
        fields.begin(registry.entries, "own", options)
        assert problem in fields.problem()
        assert bool(problem) is bool(fields.problem())


@pytest.mark.parametrize("keep", [True, False])
def test_one_that_is_not_offered_stays_where_it_is_to_be_kept(
    registry: ProtocolRegistry, parent: QWidget, keep: bool
) -> None:
    fields = ProtocolFields(parent, None, keep=keep)
    fields.begin(registry.entries, "gone", {"size": "7"})
    assert (fields.name == "gone") is keep
    assert (fields.options.values() == {"size": "7"}) is keep
    assert fields.problem() == ""


def test_an_offer_leaves_the_choice_as_it_is(registry: ProtocolRegistry, parent: QWidget) -> None:
    fields = ProtocolFields(parent, None, keep=True)
    fields.begin(registry.entries, "own", {"size": "7"})
    registry.deny(registry.entry("own"))
    fields.offer(registry.entries)
    assert (fields.name, fields.protocol) == ("own", None)
    assert fields.options.values() == {"size": "7"}


def test_where_none_can_be_used_that_is_said(parent: QWidget) -> None:
    fields = ProtocolFields(parent, None, keep=False)
    fields.begin([], "", {})
    assert fields.name == ""
    assert "No protocol can be used" in fields.problem()


def test_a_new_one_is_looked_at_and_not_chosen(registry: ProtocolRegistry, parent: QWidget) -> None:
    fields = ProtocolFields(parent, None, keep=False)
    fields.begin(registry.entries, "own", {"size": "7"})
    wanted: list[Path] = []
    fields.look_wanted.connect(wanted.append)
    fields.choice.look.click()
    assert [path.name for path in wanted] == ["new.py"]
    assert fields.choice.combo.findData("new") < 0


def test_one_that_is_being_read_can_be_chosen_and_has_its_options_once_it_is_read(parent: QWidget) -> None:
    entry = ProtocolEntry.of_path(Path("own.py"), "", BeingRead("why"))
    fields = ProtocolFields(parent, None, keep=False)
    fields.begin([entry], "own", {"size": "3"})
    combo = fields.choice.combo
    assert (combo.currentText(), fields.name) == ("own (being read)", "own")
    assert fields.problem() == "The protocol own is being read: this takes a moment."
    assert fields.options.values() == {"size": "3"}
    size = DeclaredOption("size", int, "Bytes of a record")
    read = stand_in(ToldProtocol("Own", (size,)), None)
    fields.offer([evolve(entry, state=Ready(read))])
    assert (combo.currentText(), fields.problem()) == ("own (own)", "")
    assert child(fields.options, QLineEdit, "option_size").text() == "3"
    fields.offer([evolve(entry, state=BeingRead("why", read))])
    assert (fields.problem(), fields.protocol) == ("", read)
