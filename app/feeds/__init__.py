"""DOOR: calendar feeds under /feeds, to subscribe to."""
