"""The board pack as files: one small module or package for each format, all of them made from one `Pack`."""
