"""What everything stands on: places and problems, their words, tables of functions, workers, fingerprints."""
