"""A profile's folder of protocols."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)
