"""What became of a protocol file when it was loaded, as JSON from the process that ran it to one that never does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.api.poem import has_fields
from poetrygui.core.authors.construction import construction_of
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.plugins.entry import note_of
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.protocol_state import Broken, Incompatible
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.stand_in import ToldDefault, ToldProtocol, stand_in
from poetrygui.plugins.versions import Version

MOST_PROTOCOLS, MOST_OPTIONS, MOST_HELPERS = 64, 200, 256
_LONGEST_NAME = 200
_LONGEST_TITLE = 1000
_LONGEST_TEXT = 4 * 1024
_LONGEST_DETAILS = 32 * 1024

_CHOICE = "choice"
_KINDS: Mapping[str, type] = {each.__name__: each for each in (bytes, str, int, float, bool, object)}


def version_told(version: Version) -> dict[str, Any]:
    """Return what :func:`version_heard` takes; PluginError where an option of a protocol cannot be."""
    failure = version.failure
    told: dict[str, Any] = {
        "title": version.title[:_LONGEST_TITLE],
        "helpers": [[str(path), digest] for path, digest in version.helpers][:MOST_HELPERS],
        "protocols": [_protocol_told(protocol, name) for name, protocol in version.protocols.items()],
    }
    if failure is not None:
        details = "" if isinstance(failure, Incompatible) else failure.details[-_LONGEST_DETAILS:]
        told |= {"problem": failure.problem[:_LONGEST_TEXT], "details": details}
        told["incompatible"] = isinstance(failure, Incompatible)
    return told


def version_heard(told: Mapping[str, Any], source: SourceFile | None) -> Version:
    """Return what was told of the file ``source``, or of an installed protocol, with classes that stand for its own.

    Whoever told it may have lied. Raises ValueError, TypeError or KeyError for what cannot be.
    """
    title = _text(told["title"], _LONGEST_TITLE)
    helpers = tuple(_helper_heard(each, source) for each in _few(told["helpers"], MOST_HELPERS))
    if "problem" in told:
        problem = _text(told["problem"], _LONGEST_TEXT)
        details = _text(told["details"], _LONGEST_DETAILS)
        failure = Incompatible(problem) if told["incompatible"] is True else Broken(problem, details)
        return Version(title, failure=failure, helpers=helpers)
    heard = [_protocol_heard(each) for each in _few(told["protocols"], MOST_PROTOCOLS)]
    protocols = {each.name: stand_in(each, source) for each in heard}
    if not protocols or len(protocols) < len(heard):
        raise ValueError("no protocols, or several of one name")
    notes = {name: note_of(protocol) for name, protocol in protocols.items()}
    return Version(title, protocols, notes, helpers=helpers)


def _protocol_told(protocol: type[PoemProtocol], name: str) -> dict[str, Any]:
    return {
        "name": name,
        "speaks": can_speak(protocol),
        "fields": has_fields(protocol),
        "factory": construction_of(protocol).factory is not None,
        "options": [_option_told(option) for option in declared_options(protocol)],
    }


def _protocol_heard(told: Mapping[str, Any]) -> ToldProtocol:
    return ToldProtocol(
        _identifier(told["name"]),
        tuple(_option_heard(each) for each in _few(told["options"], MOST_OPTIONS)),
        told["speaks"] is True,
        told["fields"] is True,
        told["factory"] is True,
    )


def _option_told(option: DeclaredOption) -> dict[str, Any]:
    is_choice = bool(option.values) and option.type is not bool
    return {
        "name": option.name,
        "label": option.label[:_LONGEST_TITLE],
        "kind": _CHOICE if is_choice else option.type.__name__,
        "choices": list(option.choices) if is_choice else [],
        "default": None if option.required else option.default_text,
        "minimum": option.minimum,
        "maximum": option.maximum,
        "argument": option.is_argument,
    }


def _option_heard(told: Mapping[str, Any]) -> DeclaredOption:
    name, is_argument = _identifier(told["name"]), told["argument"] is True
    if not is_argument and (name.startswith("_") or hasattr(PoemProtocol, name)):
        raise ValueError("an option with a name that is in use")
    is_choice = told["kind"] == _CHOICE
    # As texts: what value each stands for is known where the protocol runs.
    kind = str if is_choice else _KINDS[told["kind"]]
    values: tuple[object, ...] = (True, False) if kind is bool else ()
    if is_choice:
        values = tuple(_text(each, _LONGEST_DETAILS) for each in told["choices"])
        if not values:
            raise ValueError("a choice of nothing")
    option = DeclaredOption(
        name,
        kind,
        _text(told["label"], _LONGEST_TITLE),
        values=values,
        minimum=_number(told["minimum"]),
        maximum=_number(told["maximum"]),
        is_argument=is_argument,
    )
    if told["default"] is None:
        return option
    default = _text(told["default"], None)
    if option.choices and default not in option.choices:
        raise ValueError("a default that is no choice")
    return evolve(option, default=ToldDefault(default))


def _helper_heard(told: Any, source: SourceFile | None) -> tuple[Path, str]:
    name, digest = told
    path = Path(_text(name, _LONGEST_TEXT))
    if source is None or path.parent != source.path.parent or path.suffix != ".py":
        raise ValueError("a helper of another folder")
    return path, _text(digest, _LONGEST_NAME)


def _text(told: object, longest: int | None) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told[:longest]


def _identifier(told: object) -> str:
    name = _text(told, None)
    if not name.isidentifier() or len(name) > _LONGEST_NAME:
        raise ValueError("no name")
    return name


def _number(told: object) -> float | None:
    if told is not None and (isinstance(told, bool) or not isinstance(told, int | float)):
        raise TypeError("no number")
    return told


def _few(told: object, most: int) -> list[Any]:
    if not isinstance(told, list) or len(told) > most:
        raise ValueError("no list, or too long a one")
    return told
