"""What constructors take, as options: each with the type that it has, and given to whoever knows it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.authors.construction import construction_of
from poetrygui.core.outcomes import Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.checking.trial import try_protocol
from poetrygui.plugins.loader import load_protocol
from poetrygui.plugins.options import configured, declared_options, effective_values

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


def load(body: str) -> type[PoemProtocol]:
    return load_protocol(Path("/somewhere/file.py"), (HEAD + textwrap.dedent(body)).encode())


ARGUMENTS = """
class Colour(Enum):
    RED = "red"
    BLUE = "blue"
class F(ClientFactory):
    protocol = A
    def __init__(self, count, name: str, size: "int" = 3, *rest, wait=0.5, colour=Colour.RED, is_loud=False, raw=b"x",
                 side: Literal["left", "right"] = "left", callback=print, limit: int | None = None, clock=object(),
                 delimiter: Annotated[bytes, Option("What ends a line", minimum=1)] = b"!", **more):
        self.got = dict(count=count, name=name, size=size, wait=wait, colour=colour, is_loud=is_loud, raw=raw,
                        side=side, callback=callback, limit=limit, delimiter=delimiter)
    def buildProtocol(self, addr):
        built = super().buildProtocol(addr)
        type(self).last = self.got
        return built
"""


def test_what_a_factory_takes_is_an_option_of_the_type_that_it_has() -> None:
    options = {option.name: option for option in declared_options(load(ARGUMENTS))}
    kinds = {name: getattr(option.type, "__name__", "") for name, option in options.items()}
    assert kinds == {
        "count": "object",
        "name": "str",
        "size": "int",
        "wait": "float",
        "colour": "Colour",
        "is_loud": "bool",
        "raw": "bytes",
        "side": "str",
        "callback": "object",
        "limit": "object",
        "delimiter": "bytes",
    }
    assert [name for name, option in options.items() if option.required] == ["count", "name"]
    assert options["side"].choices == ("left", "right")
    assert (options["delimiter"].label, options["delimiter"].minimum) == ("What ends a line", 1)
    assert options["count"].label == "count of F"
    assert options["callback"].default_text == "print"


def test_what_is_given_reaches_the_constructor() -> None:
    loaded: Any = load(ARGUMENTS)
    texts = {"count": "[1, 'two']", "name": "a name", "size": "0x10", "colour": "blue", "callback": "len", "limit": "7"}
    protocol = configured(loaded, texts)
    assert try_protocol(protocol, [b"x"]).outcome is Outcome.COMPLETE
    got = construction_of(protocol).factory.last  # type: ignore[union-attr]  # of the file's own
    assert got["colour"].value == "blue"
    assert got | {"colour": "blue"} == {
        "count": [1, "two"],
        "name": "a name",
        "size": 16,
        "wait": 0.5,
        "colour": "blue",
        "is_loud": False,
        "raw": b"x",
        "side": "left",
        "callback": len,
        "limit": 7,
        "delimiter": b"!",
    }
    values = effective_values(protocol)
    assert (values["size"], values["wait"], values["limit"]) == (16, 0.5, 7)


@pytest.mark.parametrize(
    "texts, message",
    [
        ({"name": "x"}, r"The option count is needed \(count of F\): give it a Python literal"),
        ({"count": "1", "name": "x", "size": "big"}, "The option size takes a whole number, not 'big'"),
        ({"count": "two", "name": "x"}, "The option count takes a Python literal .*in quotes, 'two'"),
        ({"count": "1", "name": "x", "clock": "1"}, "There is no option 'clock'"),
        ({"count": "1", "name": "x", "delimiter": ""}, "The option delimiter takes bytes"),
    ],
)
def test_what_does_not_fit_is_asked_for_in_a_sentence(texts: dict[str, str], message: str) -> None:
    with pytest.raises(PluginError, match=message):
        configured(load(ARGUMENTS), texts)


def test_a_protocol_without_a_factory_gets_its_own_arguments() -> None:
    protocol = load(
        "class B(A):\n    def __init__(self, first, /, second=2, *, third):\n        B.got = first, second, third"
    )
    trial = try_protocol(configured(protocol, {"first": "1", "third": "3"}), [])
    assert trial.outcome is Outcome.COMPLETE
    assert protocol.got == (1, 2, 3)  # type: ignore[attr-defined]  # of the file's own


def test_a_protocol_of_a_plain_factory_gets_its_own_arguments_too() -> None:
    protocol = load(
        "class B(A):\n    def __init__(self, word):\n        B.got = word\n"
        "class F(ClientFactory):\n    protocol = B\n    def __init__(self, count):\n        self.count = count"
    )
    assert [option.name for option in declared_options(protocol)] == ["count", "word"]
    assert try_protocol(configured(protocol, {"count": "1", "word": "'w'"}), []).outcome is Outcome.COMPLETE
    assert protocol.got == "w"  # type: ignore[attr-defined]  # of the file's own


def test_what_a_constructor_passes_on_to_its_base_is_an_option_too() -> None:
    protocol = load(
        "class B(A):\n    def __init__(self, word, size=3):\n        B.got = word, size\n"
        "class C(B):\n    pass\n"
        "class D(C):\n    def __init__(self, secret, *rest, **more):\n        super().__init__(*rest, **more)\n"
    )
    assert [option.name for option in declared_options(protocol)] == ["secret", "word", "size"]
    assert try_protocol(configured(protocol, {"secret": "1", "word": "2"}), []).outcome is Outcome.COMPLETE
    assert protocol.got == (2, 3)  # type: ignore[attr-defined]  # of the file's own


def test_what_a_factory_gives_its_protocol_by_hand_is_not_asked_for() -> None:
    protocol = load(
        "class B(A):\n    def __init__(self, word):\n        B.got = word\n"
        "class F(ClientFactory):\n    protocol = B\n"
        "    def buildProtocol(self, addr):\n        return self.protocol('w')"
    )
    assert declared_options(protocol) == ()
    assert try_protocol(protocol, []).outcome is Outcome.COMPLETE
    assert protocol.got == "w"  # type: ignore[attr-defined]  # of the file's own
