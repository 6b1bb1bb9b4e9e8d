"""The same five questions in dllab and in graders that others made, each in an environment of its own."""
