"""The suitability profile as the page of a listing shows it."""
