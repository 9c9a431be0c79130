"""Answers to files: csv, xlsx, json; one file a format."""
