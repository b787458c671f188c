"""What the document says of itself: `titles` finds its title, `kinds` its kind, `reading` all the rest."""
