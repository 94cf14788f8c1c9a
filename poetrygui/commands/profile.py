"""The option that says where everything is kept."""

from __future__ import annotations

from pathlib import Path

import click

from poetrygui.paths import Profile

profile_option = click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep everything that the program keeps under DIR.",
)


def profile_of(context: click.Context, given: Path | None) -> Profile:
    """Return the profile: ``poetrygui --profile DIR get`` and ``poetrygui get --profile DIR`` say the same."""
    root = given or context.obj
    return Profile.default() if root is None else Profile(root.absolute())
