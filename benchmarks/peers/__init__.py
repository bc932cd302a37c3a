"""Other engines that walk the same chain, each in an environment and a process of its own."""
