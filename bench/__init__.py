"""Measurements with a command each; nothing here is a test, and no test asks for a speed."""
