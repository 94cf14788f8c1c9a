"""``--fields``, where it has a place, and where not."""

from __future__ import annotations

import click
import pytest

from poetrygui.commands.fields_option import wants_json


def test_fields_stand_in_json_lines_of_a_protocol_in_this_process() -> None:
    wants_json(True, False)
    with pytest.raises(click.UsageError, match="say --jsonl"):
        wants_json(False, False)
    with pytest.raises(click.UsageError, match="cannot be asked for fields yet"):
        wants_json(True, True)
