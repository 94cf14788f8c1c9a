"""Options: declared as annotated attributes, read from and written as text, and set before ``__init__`` runs."""

from __future__ import annotations

import enum
import math
from typing import Annotated, Any, Literal

import pytest
from attrs import NOTHING
from hypothesis import example, given
from hypothesis import strategies as st
from twisted.protocols.basic import LineReceiver

from poetrygui.api import Option, PoemProtocol, Sample
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.errors import PluginError
from poetrygui.plugins.loader import load_protocol
from poetrygui.plugins.options import (
    DeclaredOption,
    configured,
    configured_with,
    declared_options,
    format_option,
    module_of,
    parse_option,
)


class Shape(enum.StrEnum):
    ROUND = "round"
    SQUARE = "square"


class Everything(PoemProtocol):
    delimiter: Annotated[bytes, Option("What ends a frame", minimum=1, maximum=4)] = b"\r\n"
    size: Annotated[int, Option("Bytes of one record", minimum=1)]
    width: Annotated[Literal[1, 2, 4], Option("Bytes of the length")] = 2
    order: Annotated[Literal["big", "little"], Option("Byte order")] = "big"
    shape: Annotated[Shape, Option("What it looks like")] = Shape.ROUND
    strict: Annotated[bool, Option("Refuse what is odd")] = True
    title: Annotated[str, Option("What it is called", maximum=9)] = ""
    pause: Annotated[float, Option("Seconds", minimum=0, maximum=10)] = 0.5
    not_one: int = 3

    def __init__(self) -> None:
        self.seen = (self.delimiter, self.size, self.width, self.order, self.shape, self.strict, self.title, self.pause)


def option(name: str) -> DeclaredOption:
    return next(each for each in declared_options(Everything) if each.name == name)


def declaring(annotation: Any, **default: object) -> type[PoemProtocol]:
    return type("Odd", (PoemProtocol,), {"__annotations__": {"odd": annotation}, **default})


def test_what_a_class_declares_is_read_in_its_order() -> None:
    options = declared_options(Everything)
    assert [each.name for each in options] == [
        "delimiter", "size", "width", "order", "shape", "strict", "title", "pause",
    ]  # fmt: skip
    assert [each.type for each in options] == [bytes, int, int, str, Shape, bool, str, float]
    assert [each.name for each in options if each.required] == ["size"]
    assert option("size").default is NOTHING
    assert option("size").label == "Bytes of one record"
    assert option("size").minimum == 1
    assert option("delimiter").default == b"\r\n"
    assert option("width").choices == ("1", "2", "4")
    assert option("shape").choices == ("round", "square")
    assert option("strict").choices == ("yes", "no")


def test_a_protocol_without_options_has_none() -> None:
    assert declared_options(PoemProtocol) == ()
    assert declared_options(as_poem_protocol(LineReceiver)) == ()
    assert configured(PoemProtocol, {}) is PoemProtocol


@pytest.mark.parametrize(
    "name,text,value",
    [
        ("delimiter", r"\r\n", b"\r\n"),
        ("delimiter", r"\x00\xfF", b"\x00\xff"),
        ("delimiter", r"\0", b"\0"),
        ("delimiter", r"\\\t;", b"\\\t;"),
        ("delimiter", "é ", "é ".encode()),
        ("delimiter", "\udcff", b"\xff"),
        ("size", "12", 12),
        ("size", " 0x1F ", 31),
        ("size", "007", 7),
        ("width", "4", 4),
        ("order", "little", "little"),
        ("shape", "square", Shape.SQUARE),
        ("strict", "no", False),
        ("strict", "TRUE", True),
        ("title", r"a\n é", r"a\n é"),
        ("pause", "10", 10.0),
        ("pause", "2.5e-1", 0.25),
    ],
)
def test_what_a_user_types_becomes_the_value(name: str, text: str, value: object) -> None:
    parsed = parse_option(option(name), text)
    assert parsed == value
    assert type(parsed) is type(value)
    assert getattr(configured(Everything, {"size": "1", name: text})(), name) == value


@pytest.mark.parametrize(
    "name,text",
    [
        ("delimiter", ""),
        ("delimiter", "12345"),
        ("delimiter", "\\"),
        ("delimiter", r"\q"),
        ("delimiter", r"\x1"),
        ("delimiter", r"\012"),
        ("delimiter", "\ud800"),
        ("size", "0"),
        ("size", "-3"),
        ("size", ""),
        ("size", "1.5"),
        ("size", "1_0"),
        ("size", "٣"),
        ("size", "0x"),
        ("size", "9" * 5000),
        ("width", "3"),
        ("order", "Big"),
        ("shape", "ROUND"),
        ("strict", "maybe"),
        ("title", "ten letters"),
        ("pause", "nan"),
        ("pause", "inf"),
        ("pause", "10.1"),
        ("pause", "soon"),
    ],
)
def test_another_text_is_refused_in_a_sentence_that_says_what_it_takes(name: str, text: str) -> None:
    with pytest.raises(PluginError) as refused:
        configured(Everything, {"size": "1", name: text})
    sentence = str(refused.value)
    assert sentence.startswith(f"The option {name} takes {option(name).takes}, not ")
    assert len(sentence) < 250


def test_an_option_that_is_missing_or_unknown_is_named() -> None:
    with pytest.raises(PluginError, match=r"option size is needed \(Bytes of one record\).*whole number, 1 or more"):
        configured(Everything, {"width": "1"})
    with pytest.raises(PluginError, match="no option 'sise': choose one of delimiter, size, width"):
        configured(Everything, {"sise": "1"})
    with pytest.raises(PluginError, match="this protocol has none"):
        configured(PoemProtocol, {"size": "1"})


def test_values_are_there_when_init_runs_and_the_class_keeps_its_name() -> None:
    protocol = configured(Everything, {"size": "7", "order": "little", "strict": "off"})
    assert protocol().seen == (b"\r\n", 7, 2, "little", Shape.ROUND, False, "", 0.5)  # type: ignore[attr-defined]
    assert issubclass(protocol, Everything)
    assert (protocol.__name__, protocol.__module__) == (Everything.__name__, Everything.__module__)
    assert not hasattr(Everything, "size")
    assert next(each for each in declared_options(protocol) if each.name == "size").default == 7


@pytest.mark.parametrize(
    "values", [{"size": True}, {"size": "1"}, {"size": 1, "delimiter": ";"}, {"size": 1, "strict": 1}, {"size": 1.0}]
)
def test_a_value_of_another_type_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(PluginError, match="takes"):
        configured_with(Everything, values)


def test_values_are_taken_as_the_attribute_has_them() -> None:
    protocol: Any = configured_with(Everything, {"size": 1, "pause": 2, "shape": "square"})
    assert protocol.pause == 2.0
    assert protocol.shape is Shape.SQUARE


@given(st.binary(min_size=1, max_size=4))
@example(b" a")
@example(b"a ")
@example(b" ")
@example(b"\x7f")
def test_any_bytes_are_shown_as_text_that_gives_them_back(value: bytes) -> None:
    text = format_option(value)
    assert text.isascii()
    assert text.isprintable()
    assert text == text.strip()
    assert parse_option(option("delimiter"), text) == value


@pytest.mark.parametrize("text", ["nan", "inf", "-inf"])
def test_a_number_without_bounds_is_one_all_the_same(text: str) -> None:
    with pytest.raises(PluginError, match="takes a number, not"):
        configured(declaring(Annotated[float, Option("x")]), {"odd": text})


def test_no_bytes_are_no_text() -> None:
    assert format_option(b"") == ""


@given(st.integers(min_value=1))
def test_any_whole_number_is_shown_as_text_that_gives_it_back(value: int) -> None:
    assert parse_option(option("size"), format_option(value)) == value


@given(st.floats(0, 10))
def test_any_number_is_shown_as_text_that_gives_it_back(value: float) -> None:
    parsed = parse_option(option("pause"), format_option(value))
    assert math.copysign(parsed, value) == value


@pytest.mark.parametrize("name", ["width", "order", "shape", "strict"])
def test_every_choice_is_shown_as_text_that_gives_it_back(name: str) -> None:
    for value in option(name).values:
        assert parse_option(option(name), format_option(value)) is value


@pytest.mark.parametrize(
    "protocol,problem",
    [
        (declaring(Annotated[list, Option("x")]), "type that it cannot have"),
        (declaring(Annotated[int | None, Option("x")]), "type that it cannot have"),
        (declaring(Annotated[Literal[1, "b"], Option("x")]), "several types"),
        (declaring(Annotated[Literal[1, True], Option("x")]), "several types"),
        (declaring(Annotated[enum.Enum("None", ()), Option("x")]), "type that it cannot have"),
        (declaring(Annotated[int, Option("x", minimum=1)], odd=0), "takes a whole number, 1 or more, not 0"),
        (declaring(Annotated[bytes, Option("x")], odd="text"), "takes bytes"),
        (declaring("Annotated[int, Option('x')"), "cannot be read"),
        (declaring("Annotated[Missing, Option('x')]"), "cannot be read: name 'Missing' is not defined"),
        (type("Clash", (PoemProtocol,), {"__annotations__": {"sink": Annotated[int, Option("x")]}}), "in use"),
        (type("Hidden", (PoemProtocol,), {"__annotations__": {"_size": Annotated[int, Option("x")]}}), "in use"),
    ],
)
def test_a_declaration_that_cannot_be_is_named(protocol: type[PoemProtocol], problem: str) -> None:
    with pytest.raises(PluginError, match="The option") as refused:
        declared_options(protocol)
    assert problem in str(refused.value)


def test_an_annotation_that_cannot_be_evaluated_and_is_no_option_is_passed_over() -> None:
    assert declared_options(declaring("OnlyForTypeCheckers")) == ()
    assert declared_options(declaring("Annotated[int, 'a remark']")) == ()
    assert declared_options(declaring(Annotated[int, "a remark"])) == ()


SOURCE = b"""
from __future__ import annotations
from typing import Annotated as A
import enum
from poetrygui.api import *
%b
class Base(PoemProtocol):
    class Kind(enum.Enum):
        A = 1
        B = 2
    kind: A[Kind, Option("Kind")] = Kind.A
    def dataReceived(self, data): self.deliver(data)
class Loaded(Base):
    size: A[int, Option("Size")]
    kind = Base.Kind.B
SAMPLES = [Sample(b"%b")]
"""


def test_options_of_a_loaded_file_are_found_also_after_another_of_its_name(tmp_path: Any) -> None:
    first = load_protocol(tmp_path / "same.py", SOURCE % (b"", b"first"))
    second = load_protocol(tmp_path / "same.py", b"from poetrygui.api import *\nclass Other(PoemProtocol): pass")
    assert declared_options(second) == ()
    kind, size = declared_options(first)
    assert (kind.name, kind.choices, size.required) == ("kind", ("1", "2"), True)
    assert format_option(kind.default) == "2"
    assert module_of(first)["SAMPLES"] == [Sample(b"first")]
    assert module_of(configured(first, {"size": "1"})) is module_of(first)


def test_a_stock_twisted_class_can_declare_options(tmp_path: Any) -> None:
    source = b"""
from typing import Annotated
from twisted.protocols.basic import LineReceiver
from poetrygui.api import Option
class Feed(LineReceiver):
    delimiter: Annotated[bytes, Option("What ends a line")]
    def lineReceived(self, line): pass
"""
    protocol = load_protocol(tmp_path / "feed.py", source)
    (delimiter,) = declared_options(protocol)
    assert delimiter.default == b"\r\n"
    assert configured(protocol, {"delimiter": ";"})().delimiter == b";"  # type: ignore[attr-defined]
