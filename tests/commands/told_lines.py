"""What ``get`` tells on standard error, kept for a test in the place of what shows it."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field


@define
class ToldLines:
    """Keeps the lines, and shows no progress; ``on_line`` hears each."""

    on_line: Callable[[str], object] = str
    lines: list[str] = field(factory=list)

    def tell(self, line: str) -> None:
        self.lines.append(line)
        self.on_line(line)

    tell_lines = tell

    def show(self, *_how_far: object) -> None:
        """Show nothing."""

    def close(self) -> None:
        """Show nothing more."""
