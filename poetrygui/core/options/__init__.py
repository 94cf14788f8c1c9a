"""Values that a user sets: what each can be, and how it is written as text."""
