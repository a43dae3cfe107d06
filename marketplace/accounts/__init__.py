"""Who may sign in. Not: organisations and their members."""
