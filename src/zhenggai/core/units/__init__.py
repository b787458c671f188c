"""Units: their names, lists of them, who is who, and who belonged to a group on a day."""
