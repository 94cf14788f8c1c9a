"""What a wheel has besides the package: the plain files at the top of the checkout, and what twist looks for."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFiles(BuildHookInterface[Any]):
    """Puts the protocols and the resources into the package, where poetrygui.paths looks for them first."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to a wheel, but to no installation that leads to a checkout.

        There they are read where they are, and a folder of the package's name beside the other packages would hide it.
        """
        if version != "editable":
            for name in ("protocols", "resources"):
                build_data["force_include"][name] = f"poetrygui/_shipped/{name}"
            # Twisted finds plugins in this folder, in which other packages have theirs.
            build_data["force_include"]["poetrygui/serve/twist_plugin.py"] = "twisted/plugins/poetrygui_services.py"
