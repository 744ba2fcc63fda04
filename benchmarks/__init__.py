"""Speed and memory, each figure beside its peer in one run: `make bench`."""
