"""Who offers solutions. Not: who may sign in."""
