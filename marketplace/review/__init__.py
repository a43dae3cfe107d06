"""Cases in which people check, ask the provider, decide with a reason, and may be appealed to."""
