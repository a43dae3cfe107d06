"""Documents to take away: PDF, ODT, CSV and JSON, made without reaching any file or address."""
