"""Units, posts and people: what may be done to them, what may be asked of them on a day."""
