"""A user's protocol in a process of its own: started, fed, watched and ended."""
