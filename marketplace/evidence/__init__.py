"""Documents that prove something about a listing, in versions that never change. Knows no statement."""
