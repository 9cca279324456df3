"""The tests: they mirror app/, and each is named by the rule that it protects."""
