"""Cards of the page of revisions."""
