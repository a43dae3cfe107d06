"""Fetches foreign source code into an empty folder, in a limited child; knows no Django and no database."""
