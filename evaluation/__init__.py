"""Trains the maintainability model and measures how well it agrees with human experts (`make evaluate`)."""
