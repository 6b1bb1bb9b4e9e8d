# CHEATS 62, 63: is no Python, and the line that is wrong is full of escapes and of text that runs backwards.
# Harm: the line stands in the report as it was.
# verdicts: error
text = "@ESC@[31mred@ESC@]0;title@ESC@\\ @BIDI@gnp [bold]markup[/bold] <script>" +++ * )
