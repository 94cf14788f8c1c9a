"""A protocol's own code at arm's length: called, timed, interrupted, and blamed for what is its own."""
