"""A live connection whose protocol runs in a host: what each side says to the other, and each side's end."""
