"""What a protocol's author wrote: built, driven and overheard as it stands."""
