"""What a file offers crosses as plain JSON, and whoever tells it may lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import can_speak, has_fields
from poetrygui.core.options.option_text import value_of
from poetrygui.errors import OptionError
from poetrygui.plugins.helper_modules import no_helpers
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.protocol_state import Broken, Incompatible
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.stand_in import StandIn
from poetrygui.plugins.told_version import MOST_OPTIONS, version_heard, version_told
from poetrygui.plugins.versions import Version, Versions

FILE = '''"""A verse."""
import enum
from typing import Annotated, Literal
from twisted.internet.protocol import ClientFactory, Protocol
from poetrygui.api import Option, PoemProtocol
TITLE = "Verses"
class Mood(enum.Enum):
    GRAVE = "grave"
    GAY = "gay"
class Verse(PoemProtocol):
    size: Annotated[int, Option("How large", minimum=1, maximum=9)]
    end: Annotated[bytes, Option("What ends it", minimum=1)] = b"\\r\\n"
    mood: Annotated[Mood, Option("Of which mood")] = Mood.GAY
    foot: Annotated[Literal[2, 3], Option("How many syllables")] = 3
    loud: Annotated[bool, Option("Whether it is loud")] = False
    pace: Annotated[float, Option("How fast")] = 1.5
    def encode(self, frame):
        return frame
    def fields(self, frame):
        return {}
class Prose(Protocol):
    def __init__(self, writer, limit=float("inf"), seen=print):
        pass
class ProseFactory(ClientFactory):
    protocol = Prose
    def __init__(self, count=3):
        pass
'''
SOURCE = SourceFile(Path("/verses/verse.py"), FILE.encode())


def crossed(version: Version, source: SourceFile = SOURCE) -> Version:
    return version_heard(json.loads(json.dumps(version_told(version))), source)


@pytest.fixture(scope="module")
def loaded() -> Version:
    version = Versions(no_helpers).load(SOURCE)
    assert version.failure is None
    return version


def test_all_that_is_asked_of_a_class_is_the_same(loaded: Version) -> None:
    heard = crossed(loaded)
    assert (heard.title, heard.notes, [*heard.protocols]) == (loaded.title, loaded.notes, ["Verse", "Prose"])
    for name, protocol in loaded.protocols.items():
        there = heard.protocols[name]
        assert issubclass(there, StandIn)
        assert there.source is SOURCE
        assert (can_speak(there), has_fields(there)) == (can_speak(protocol), has_fields(protocol))
        shown = [_shown(option) for option in declared_options(protocol)]
        assert [_shown(option) for option in declared_options(there)] == shown
    prose = heard.protocols["Prose"]
    assert issubclass(prose, StandIn)
    assert prose.told.has_factory


def _shown(option: Any) -> tuple[Any, ...]:
    return option.name, option.label, option.required, option.default_text, option.takes, option.choices


@pytest.mark.parametrize("text", ["grave", "gay", "odd", "3", "4", "yes", "no", "1.5", "nan", "", r"\n", "9", "10"])
def test_what_a_user_types_is_taken_or_refused_alike(loaded: Version, text: str) -> None:
    here = declared_options(loaded.protocols["Verse"])
    there = declared_options(crossed(loaded).protocols["Verse"])
    for one, other in zip(here, there, strict=True):
        refusals = []
        for option in (one, other):
            try:
                value_of(option, text)
            except OptionError as error:
                refusals.append(str(error))
            else:
                refusals.append("")
        assert refusals[0] == refusals[1]


def test_why_it_cannot_be_used_is_told_and_cut() -> None:
    for failure in (Broken("line 3 of verse.py: it rhymes", "Traceback"), Incompatible("written for API 9")):
        assert crossed(Version("Verses", failure=failure)).failure == failure
    long = crossed(Version("V" * 9000, failure=Broken("p" * 90000, "d" * 900000 + "!")))
    assert isinstance(long.failure, Broken)
    assert (len(long.title), len(long.failure.problem)) == (1000, 4096)
    assert long.failure.details.endswith("!")
    assert len(long.failure.details) == 32 * 1024


def test_files_of_its_folder_that_it_imports_are_told() -> None:
    helpers = ((Path("/verses/rhymes.py"), "digest"), (Path("/verses/odd.py"), ""))
    assert crossed(Version("V", failure=Broken("why"), helpers=helpers)).helpers == helpers
    for path in ("/etc/passwd.py", "/verses/other/x.py", "/verses/x.txt"):
        with pytest.raises(ValueError, match="helper"):
            crossed(Version("V", failure=Broken("why"), helpers=((Path(path), ""),)))


LIES: dict[str, dict[str, Any]] = {
    "no protocols": {"protocols": []},
    "two of one name": {"twice": True},
    "a name that is none": {"name": "a b"},
    "a long name": {"name": "a" * 300},
    "an option of a name in use": {"options.name": "deliver"},
    "an option of a name of its own": {"options.name": "_hidden"},
    "an option of no kind": {"options.kind": "type"},
    "a choice of nothing": {"options.kind": "choice"},
    "a bound that is none": {"options.minimum": True},
    "a label that is none": {"options.label": 3},
    "a default that is no choice": {"options.kind": "choice", "options.choices": ["a"], "options.default": "b"},
    "too many options": {"many": True},
    "no list": {"options": {}},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_is_refused(loaded: Version, lie: str) -> None:
    told: Any = version_told(evolve(loaded, protocols={"Verse": loaded.protocols["Verse"]}))
    verse = told["protocols"][0]
    for place, value in LIES[lie].items():
        if place == "twice":
            told["protocols"] = [verse, verse]
        elif place == "many":
            verse["options"] = verse["options"][:1] * (MOST_OPTIONS + 1)
        elif place == "protocols":
            told[place] = value
        elif place.startswith("options."):
            verse["options"][1][place.partition(".")[2]] = value
        else:
            verse[place] = value
    with pytest.raises((ValueError, TypeError, KeyError)):
        version_heard(told, SOURCE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMES = ("title", "helpers", "protocols", "problem", "details", "incompatible", "name", "options", "speaks", "fields")


@given(st.dictionaries(st.sampled_from(NAMES), JSON), st.data())
def test_anything_is_a_version_or_refused(told: dict[str, Any], data: st.DataObject) -> None:
    if "protocols" in told and data.draw(st.booleans()):
        told["protocols"] = [data.draw(st.dictionaries(st.sampled_from((*NAMES, "factory")), JSON))]
    try:
        version = version_heard(told, SOURCE)
    except (ValueError, TypeError, KeyError):
        return
    assert version.failure is not None or version.protocols
