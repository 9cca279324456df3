"""Documents to bytes and bytes to claims. Pure: the same documents always give the same bytes."""
