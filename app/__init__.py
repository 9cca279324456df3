"""Summitry: an open diplomatic calendar."""
