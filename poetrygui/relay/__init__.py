"""Between others: what one sends goes to the other, and both directions are heard."""
