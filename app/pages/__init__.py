"""DOOR: HTML for people."""
