"""One function for each question a reader asks; every way out asks here."""
