"""One read model per page: asks actuals and store, asks scoring, returns frozen dataclasses."""
