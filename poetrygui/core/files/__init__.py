"""Small files whole, large ones that grow, and the thread that writes them."""
