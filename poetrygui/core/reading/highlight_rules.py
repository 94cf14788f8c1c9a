"""Rules by which lines, or what matches in them, are shown in colours: kept in the profile, and handed on as a file."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen, validators

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.core.reading.conditions import Condition, condition_words

COLOURS = ("red", "orange", "green", "blue", "violet")
"""The names of the colours that there are."""
MOST = 100
"""Rules that are kept."""
_VERSION = 1
LARGEST_FILE = 1024 * 1024


@frozen
class Rule:
    """One rule: what its ``condition`` is about has a ``colour``, while the condition is on.

    Where it is about a ``whole_line``, all of a line with a match has it, else the match alone.
    """

    condition: Condition
    colour: str = field(default=COLOURS[0], validator=validators.in_(COLOURS))
    whole_line: bool = True
    server: str = ""
    """The id of the server whose streams it is for; empty where it is for all."""
    name: str = ""
    """What somebody calls it; it may be nothing."""


Rules = tuple[Rule, ...]


@frozen
class _Kept:
    version: int = _VERSION
    rules: Rules = field(default=(), validator=validators.max_len(MOST))


_kept = KeptJson(_Kept, _VERSION, plain_converter, LARGEST_FILE)


def rule_words(rule: Rule) -> str:
    """Return what a rule is called: its name, or else what it looks for."""
    return rule.name or condition_words(rule.condition)


def read_rules(path: Path) -> tuple[Rules, str]:
    """Return the rules that are kept at ``path``, and a sentence where the file was damaged, and set aside."""
    kept, problem = read_kept(path, _kept, LARGEST_FILE, _Kept(), "The highlight rules")
    return kept.rules, problem


def write_rules(path: Path, rules: Rules) -> None:
    """Keep rules at ``path``. Raises SaveError."""
    write_atomically(path, _kept.dump(_Kept(rules=rules)))


def rules_in(data: bytes) -> Rules:
    """Return the rules in a file that was handed on. Raises NewerVersionError, and any Exception for damage."""
    return _kept.parse(data).rules
