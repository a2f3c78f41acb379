"""The order of the stages, and what makes them incremental, parallel and remote."""
