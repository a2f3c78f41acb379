"""Everything that is published, and what follows from it."""
