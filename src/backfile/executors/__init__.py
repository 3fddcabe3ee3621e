"""Executors: where work runs. One module per kind of place."""
