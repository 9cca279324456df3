"""The pure core: what can be decided about meetings without a database, a network, a clock or a file."""
