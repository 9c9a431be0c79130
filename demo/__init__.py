"""The made-up city, written as neutral files."""
