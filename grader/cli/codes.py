"""What the exit code says to a script."""

FINE = 0
BELOW = 1
WRONG_CALL = 2
NOT_ASSESSABLE = 3
INTERRUPTED = 130
