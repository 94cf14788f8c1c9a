"""What lines are to have, or not to have, so that they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol as StructuralType
from typing import TypeVar

from attrs import evolve, frozen


@frozen
class Condition:
    """One condition on a line: that it holds ``text``, or a match of that as a regular expression.

    Or it is on the fields of the frame that the line is of, which ``text`` tells, as in ``level = ERROR``.

    It is joined to the one before it: by "or" where it ``is_alternative``, else by "and", which binds tighter.
    """

    text: str
    is_pattern: bool = False
    matches_case: bool = False
    is_negated: bool = False
    """Whether lines are to be shown that do not hold it."""
    is_alternative: bool = False
    is_on: bool = True
    """Whether it is asked for now."""
    is_word: bool = False
    """Whether no more of a word is to stand right before it or behind it."""
    is_field: bool = False


Conditions = tuple[Condition, ...]


class ForServer(StructuralType):
    """What has a ``condition``, for the streams of the ``server`` of that id, or of all where it has none."""

    @property
    def condition(self) -> Condition:
        """What it looks for."""

    @property
    def server(self) -> str:
        """The id of a server, or nothing."""


Listed = TypeVar("Listed", bound=ForServer)


def in_force(listed: Iterable[Listed], server: str) -> tuple[Listed, ...]:
    """Return those that are on and look for something, for all servers or for the one of that id."""
    return tuple(
        each for each in listed if each.condition.is_on and each.condition.text and each.server in ("", server)
    )


def asked(conditions: Iterable[Condition]) -> Conditions:
    """Return those that are on, joined as they are: where one that is off had an "or", the next one has it."""
    found: list[Condition] = []
    is_alternative = False
    for condition in conditions:
        is_alternative = is_alternative or condition.is_alternative
        if condition.is_on:
            found.append(evolve(condition, is_alternative=is_alternative and bool(found)))
            is_alternative = False
    return tuple(found)


def groups(conditions: Conditions) -> Iterator[list[int]]:
    """Give the indexes of those that "and" joins, group by group; a line is shown where all of one group hold."""
    group: list[int] = []
    for index, condition in enumerate(conditions):
        if condition.is_alternative and group:
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def condition_words(condition: Condition) -> str:
    """Return what one condition asks for, in short and without how it is joined."""
    text = f"/{condition.text}/" if condition.is_pattern else f"“{condition.text}”"
    text = condition.text if condition.is_field else text
    return f"not {text}" if condition.is_negated else text


def condition_sentence(condition: Condition, number: int, count: int) -> str:
    """Return all there is to say of a condition, the one of that ``number`` among ``count``, from 1."""
    join = "" if number == 1 else "or " if condition.is_alternative else "and "
    what = f"a match of {condition.text}" if condition.is_pattern else f"“{condition.text}”"
    sense = "without" if condition.is_negated else "with"
    if condition.is_field:
        what = f"a field as in {condition.text}"
    case = ", case matched" if condition.matches_case else ""
    case += ", as a whole word" if condition.is_word else ""
    return f"Filter {number} of {count}: {join}lines {sense} {what}{case}, {'on' if condition.is_on else 'off'}"
