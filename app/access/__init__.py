"""API keys and roles: who asks, and what they may do."""
