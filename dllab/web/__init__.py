"""The lab in a browser: a page that is a terminal, and a process of the lab for each tab that shows it.

textual-serve has the page's half: xterm.js, its style sheet and font. The server's half is here, because
textual-serve's own cannot be told to let in only who knows a token, to end a process that does not end by
itself, to lose no draft when a tab is closed, or to fetch nothing from elsewhere (its page asks Google for a
font). What crosses the web socket is textual-serve's protocol.
"""
