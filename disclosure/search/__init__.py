"""The index that readers search."""
