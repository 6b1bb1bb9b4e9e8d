"""The author's gate: `dllab author check`. Rules that read, rules that grade, and the table of verdicts."""
