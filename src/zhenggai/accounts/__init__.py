"""Who: the people who sign in."""
