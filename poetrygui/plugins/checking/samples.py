"""The samples that a protocol file carries."""

from __future__ import annotations

from poetrygui.api import PoemProtocol, Sample
from poetrygui.errors import PluginError
from poetrygui.plugins.options import module_of


def samples_of(protocol: type[PoemProtocol]) -> tuple[Sample, ...]:
    """Return the samples beside a loaded protocol, if it has any. Raises PluginError for what is no sample."""
    samples = module_of(protocol).get("SAMPLES", ())
    if not isinstance(samples, list | tuple):
        raise PluginError(f"SAMPLES must be a list of Sample, not {type(samples).__name__}.")
    for number, sample in enumerate(samples, 1):
        if not isinstance(sample, Sample):
            raise PluginError(f"SAMPLES must be a list of Sample: number {number} is {type(sample).__name__}.")
    return tuple(samples)
