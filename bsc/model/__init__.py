"""The words of the product as frozen types. Knows the standard library, pydantic and `bsc.errors` only."""
