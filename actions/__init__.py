"""One function, one thing that a person does."""
