"""The formats: documents to bytes, compared with the expected ones in tests/golden; and bytes to claims."""
