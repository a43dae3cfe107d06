"""Deciding: saved searches, project folders with frozen searches, reasons and decisions."""
