"""The tabs, and what stands around a poem's text."""
