"""One small example per answer of each indicator."""
