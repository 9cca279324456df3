"""The stored calendar. SQL lives here and nowhere else."""
