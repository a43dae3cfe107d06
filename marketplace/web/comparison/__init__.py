"""Solutions side by side: what somebody has chosen, the address of a comparison, and its table."""
