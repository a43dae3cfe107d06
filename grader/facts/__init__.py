"""Collects once what a source folder contains; judges nothing."""
