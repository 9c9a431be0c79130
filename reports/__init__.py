"""Answers to files: one file an answer, one file a format (`reports/formats`)."""
