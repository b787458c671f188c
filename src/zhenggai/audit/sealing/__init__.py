"""The seal: committed entries numbered without gaps, hashed into a tree, its head signed and kept elsewhere too."""
