"""The window: the only room of the house that knows Qt, beside the reactor."""
