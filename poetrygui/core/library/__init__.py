"""What runs and what is kept, and how all of it ends in order; without a window."""
