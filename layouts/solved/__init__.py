"""Who solved a procedure, on its own page, on a unit's page and in its gap list."""
