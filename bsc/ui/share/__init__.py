"""The Share page: links for others, the board pack, and who is sent a digest."""
