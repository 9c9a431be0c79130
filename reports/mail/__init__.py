"""Messages to readers: what they say, as text and as HTML that mail programs show."""
