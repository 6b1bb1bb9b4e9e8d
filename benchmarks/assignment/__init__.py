"""Five NumPy questions, asked alike of dllab and of its peers."""
