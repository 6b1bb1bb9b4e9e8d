"""The lab: a Textual application. Everything that it shows has an equivalent in plain text."""
