"""What all tests share: the people of `cast`."""

pytest_plugins = ["tests.cast"]
