"""Who comes in, and how far: the door, sign-in, and what the viewer of a share link meets."""
