"""The lab on a terminal: how soon it is there, what it takes, what it writes."""
