"""The scheduler process: what runs when."""
