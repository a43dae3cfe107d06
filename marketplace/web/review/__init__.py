"""Pages on which people of the team review, and on which the other side answers."""
