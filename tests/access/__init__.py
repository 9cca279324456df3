"""Keys and roles: who is let in, and what they may do."""
