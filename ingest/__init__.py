"""How data comes in: readers, source descriptions, checks, loading."""
