"""Trying a protocol out: its samples, its framing, its way there and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.plugins.checking.check import check_protocol as check_protocol
    from poetrygui.plugins.checking.check import load_file as load_file
    from poetrygui.plugins.checking.check_report import CheckReport as CheckReport
    from poetrygui.plugins.checking.samples import samples_of as samples_of
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "check": "check_protocol load_file",
            "check_report": "CheckReport",
            "samples": "samples_of",
        },
    )
