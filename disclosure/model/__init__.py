"""The records that everything else speaks of, and the arithmetic of their days."""
