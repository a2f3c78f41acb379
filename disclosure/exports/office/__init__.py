"""Documents as files for people who print and keep them: Word and PDF. `exports/formats` loads these modules only where needed."""
