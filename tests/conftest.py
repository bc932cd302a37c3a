"""What every test may ask for."""

pytest_plugins = ["tests.clamd", "tests.databases", "tests.mail", "tests.worlds"]
