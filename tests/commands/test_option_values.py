"""``NAME=VALUE`` as often as there are options: by name, or what is wrong with one."""

from __future__ import annotations

from typing import Any

import click
import pytest

from poetrygui.commands.option_values import split_options


def split(*given: str) -> dict[str, str]:
    none: Any = None
    return split_options(none, none, given)


def test_values_are_all_behind_the_first_sign() -> None:
    assert split() == {}
    assert split("size=1", "text=a=b", "empty=", "space= ") == {"size": "1", "text": "a=b", "empty": "", "space": " "}


@pytest.mark.parametrize("given", ["size", "", "=1", "="])
def test_what_has_no_name_or_no_value_is_refused_as_it_was_typed(given: str) -> None:
    with pytest.raises(click.BadParameter, match="is not of the form NAME=VALUE"):
        split("depth=2", given)


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.raises(click.BadParameter, match="size is given twice"):
        split("size=1", "size=1")
