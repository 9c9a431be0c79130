"""The door: from the bytes of a file to rows kept and rejected."""
