"""The runner of sessions: it sees what differs."""

import os

import pytest
from sessions import Command, File, Shell, agrees, steps, write

PAGE = """\
# A page

`a/greeting.txt`:

````markdown
```
Hello
```
````

To the end of `a/greeting.txt`:

```
there
```

Something that is only shown:

```yaml
a: 1
```

```console
$ cd a
$ cat greeting.txt | tail -1
there
$ wc -c < \\
    greeting.txt
…
$ pwd
…
```
"""


def test_the_steps_of_a_page():
    assert list(steps(PAGE)) == [
        File(5, "a/greeting.txt", "```\nHello\n```\n", False),
        File(13, "a/greeting.txt", "there\n", True),
        Command(24, "cd a", ""),
        Command(25, "cat greeting.txt | tail -1", "there\n"),
        Command(27, "wc -c < \\\n    greeting.txt", "…\n"),
        Command(30, "pwd", "…\n"),
    ]


def test_files_are_written_and_a_shell_keeps_its_folder(tmp_path):
    shell = Shell(tmp_path, dict(os.environ))
    for step in steps(PAGE):
        if isinstance(step, File):
            write(tmp_path, step)
        else:
            assert agrees(step.printed, shell.run(step.command))
    assert shell.run("pwd") == f"{tmp_path}/a\n"
    assert shell.run("read answer; echo $? >&2; tput cols") == "1\n80\n"
    shell.close()


@pytest.mark.parametrize(
    ("printed", "got", "same"),
    [
        ("in order · 1 s\n", "in order · 1 s \n", True),
        ("in order · … s\n", "in order · 0.8 s\n", True),
        ("in order · … s\n", "in order\n", False),
        ("a\n…\nb\n", "a\nb\n", True),
        ("a\n…\nb\n", "a\n1\n2\nb\n", True),
        ("a\n…\nb\n", "a\n1\n2\n", False),
        ("a … b\n", "a 1\n2 b\n", False),
        ("a.c\n", "abc\n", False),
        ("", "", True),
        ("", "what?\n", False),
        ("what?\n", "", False),
    ],
)
def test_agreement(printed, got, same):
    assert agrees(printed, got) is same
