"""The peers: other engines that answer the same question, each in an environment of its own."""
