"""What leaves the program and what it keeps: papers in a folder, letters in the post."""
