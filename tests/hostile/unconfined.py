"""What a warm process imports whose hosts are not to be confined, as on a system that cannot."""

from __future__ import annotations

from poetrygui.hosts import warm_process


def _confine(_allowed: object) -> None:
    pass


setattr(warm_process, "confine", _confine)  # noqa: B010 - not offered by that module
