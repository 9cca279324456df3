"""DOOR: REST under /api/v1."""
