"""Finding in what was delivered."""
