"""What cannot all be true, kind by kind, and against a slow account of the same rules."""
