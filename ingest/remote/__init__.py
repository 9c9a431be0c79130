"""Sources that are asked: other systems over HTTP, and databases."""
