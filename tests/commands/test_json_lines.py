"""What a command tells as JSON."""

from __future__ import annotations

import json

from poetrygui.commands.json_lines import json_line


def test_what_is_told_on_one_line_is_ascii_and_reads_back() -> None:
    told = {"event": "difference", "said": "Ä\u2028\n\x1b", "wire": [0, 7]}
    line = json_line(told)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == told
