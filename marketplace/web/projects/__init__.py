"""Pages of the project folder: forms, guards and what their templates show."""
