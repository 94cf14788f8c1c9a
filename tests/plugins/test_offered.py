"""What a file offers: its protocols, with the factory that it has for each, and what their constructors take."""

from __future__ import annotations

import textwrap
import types
from pathlib import Path

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.authors.construction import construction_of
from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.outcomes import Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.checking.trial import try_protocol
from poetrygui.plugins.loader import load_protocol
from poetrygui.plugins.offered import offered_protocols
from poetrygui.plugins.options import configured

HEAD = """
from abc import ABC, abstractmethod
from typing import Annotated, Literal
from enum import Enum
from twisted.internet.protocol import ClientFactory, Factory, Protocol, ServerFactory
from twisted.protocols.basic import LineOnlyReceiver
from twisted.protocols.finger import Finger
from poetrygui.api import Option, PoemProtocol
class A(Protocol):
    pass
"""

ABSTRACT = "class B(LineOnlyReceiver, ABC):\n    @abstractmethod\n    def hello(self): ..."


def offered(body: str, head: str = HEAD) -> dict[str, type[PoemProtocol]]:
    module = types.ModuleType("poetrygui_protocol_file")
    exec(head + textwrap.dedent(body), vars(module))
    return offered_protocols(module, "file.py")


def load(body: str) -> type[PoemProtocol]:
    return load_protocol(Path("/somewhere/file.py"), (HEAD + textwrap.dedent(body)).encode())


def factory_of(protocol: type[PoemProtocol]) -> str | None:
    factory = construction_of(protocol).factory
    return None if factory is None else getattr(factory, "__name__", type(factory).__name__)


@pytest.mark.parametrize(
    "body, factory",
    [
        ("class F(ClientFactory):\n    protocol = A", "F"),
        ("class F(ServerFactory):\n    protocol = A", "F"),
        ("class F(ClientFactory):\n    def buildProtocol(self, addr):\n        return A()", "F"),
        ("class F(ClientFactory):\n    def buildProtocol(self, addr):\n        return (lambda: A())()", "F"),
        ("class F(ClientFactory):\n    def __init__(self):\n        self.protocol = A", "F"),
        ("class Base(ClientFactory):\n    protocol = A\nclass F(Base):\n    pass", "F"),
        ("class S(ServerFactory):\n    protocol = A\nclass F(ClientFactory):\n    protocol = A", "F"),
        ("class Other(Protocol):\n    pass\nclass F(ClientFactory):\n    protocol = Other", None),
        ("class F(ClientFactory):\n    pass", None),
        ("class F(ClientFactory):\n    pass\nFACTORY = F", "F"),
        ("class F(ClientFactory):\n    pass\nFACTORY = 'F'", "F"),
        ("class F(ClientFactory):\n    pass\nFACTORY = F()", "F"),
        ("class F(ClientFactory):\n    protocol = A\nclass G(F):\n    pass\nclass H(F):\n    pass\nFACTORY = H", "H"),
        ("FACTORY = Factory.forProtocol(A)", "Factory"),
        ("", None),
    ],
)
def test_the_factory_of_a_class(body: str, factory: str | None) -> None:
    assert factory_of(offered(body)["A"]) == factory


def test_a_factory_that_a_file_names_is_for_the_protocol_that_it_makes() -> None:
    found = offered("class B(Protocol):\n    pass\nclass F(ClientFactory):\n    protocol = B\nFACTORY = F")
    assert {name: factory_of(protocol) for name, protocol in found.items()} == {"A": None, "B": "F"}


@pytest.mark.parametrize(
    "body, names",
    [
        ("", ["A"]),
        ("class B(Protocol):\n    pass", ["A", "B"]),
        ("class B(A):\n    pass", ["B"]),
        ("B = A", ["A"]),
        (ABSTRACT, ["A"]),
        ("class B(Protocol):\n    pass\nPROTOCOL = B", ["B"]),
        ("PROTOCOL = Finger", ["Finger"]),
        ("PROTOCOL = 'Finger'", ["Finger"]),
    ],
)
def test_the_protocols_of_a_file(body: str, names: list[str]) -> None:
    assert list(offered(body)) == names


def test_an_imported_protocol_of_the_factory_that_a_file_names() -> None:
    body = "class F(ClientFactory):\n    protocol = Finger\nFACTORY = F"
    found = offered(body, HEAD.replace("class A(Protocol):\n    pass\n", ""))
    assert {name: factory_of(protocol) for name, protocol in found.items()} == {"Finger": "F"}


def test_a_factory_alone_whose_protocols_are_of_a_class_that_it_chooses() -> None:
    body = (
        "class F(ClientFactory):\n    def buildProtocol(self, addr):\n"
        "        class Hidden(LineOnlyReceiver):\n            def lineReceived(self, line): ...\n"
        "        return Hidden()\nFACTORY = F"
    )
    (protocol,) = offered(body, HEAD.replace("class A(Protocol):\n    pass\n", "")).values()
    trial = try_protocol(protocol, [b"one\r\ntwo\r\n"])
    assert (trial.frames, trial.outcome) == ([b"one", b"two"], Outcome.COMPLETE)


@pytest.mark.parametrize(
    "body, message",
    [
        ("del A", "file.py defines no Twisted Protocol.*PROTOCOL = Class"),
        (
            "del A\nclass B(Protocol, ABC):\n    @abstractmethod\n    def hello(self): ...",
            "B of file.py.*code for hello",
        ),
        ("PROTOCOL = 3", "PROTOCOL of file.py is 3: make it a class"),
        ("PROTOCOL = 'B'", "PROTOCOL of file.py names B, which the file does not have"),
        ("FACTORY = A", "FACTORY of file.py is .*make it a Twisted Factory"),
        ("FACTORY = 'F'", "FACTORY of file.py names F, which the file does not have"),
        (
            "class F(ClientFactory):\n    protocol = A\nclass G(ClientFactory):\n    protocol = A",
            r"file.py has several factories for A \(F, G\): choose with FACTORY = …",
        ),
    ],
)
def test_what_cannot_be_offered_is_said_in_a_sentence(body: str, message: str) -> None:
    with pytest.raises(PluginError, match=message):
        offered(body)


def test_an_option_that_is_an_attribute_is_there_when_a_factory_makes_the_protocol() -> None:
    protocol = load(
        "class B(A):\n    size: Annotated[int, Option('Bytes')] = 3\n"
        "    def __init__(self):\n        B.got = self.size\n"
        "class F(ClientFactory):\n    protocol = B"
    )
    assert try_protocol(configured(protocol, {"size": "5"}), []).outcome is Outcome.COMPLETE
    assert protocol.got == 5  # type: ignore[attr-defined]  # of the file's own


def test_a_deferred_is_a_new_one_for_each_factory() -> None:
    protocol = load(
        "class F(ClientFactory):\n    protocol = A\n    seen = []\n"
        "    def __init__(self, deferred):\n        self.seen.append(deferred)"
    )
    with_deferred = configured(protocol, {"deferred": "Deferred()"})
    for _ in range(2):
        assert try_protocol(with_deferred, []).outcome is Outcome.COMPLETE
    first, second = construction_of(protocol).factory.seen  # type: ignore[union-attr]  # of the file's own
    assert first is not second


def test_a_function_of_the_file_tells_fields_where_its_class_does_not() -> None:
    module = types.ModuleType("made_up")
    code = (
        "from twisted.protocols.basic import LineOnlyReceiver\n"
        "def fields(line): return {'line': line.decode()}\n"
        "class Plain(LineOnlyReceiver): pass\n"
        "class Own(LineOnlyReceiver):\n"
        "    def fields(self, line): return {'own': line.decode()}\n"
    )
    exec(code, vars(module))
    offered = offered_protocols(module, "made_up.py")
    assert FrameFields(offered["Plain"]).of(b"a") == {"line": "a"}
    assert FrameFields(offered["Own"]).of(b"a") == {"own": "a"}
    assert offered["Plain"].__name__ == "Plain"
