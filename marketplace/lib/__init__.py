"""Helpers that know no domain. Not: anything that could name a listing, a run or a page."""
