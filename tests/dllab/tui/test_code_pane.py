import inspect
import os
import random
import shlex
import sys
from contextlib import nullcontext

import pytest
from driving import drive, seen, until
from small_course import RIGHT, SQUARED, STARTER
from textual.widgets import Input, Static, Tabs, TextArea

from dllab import drafts
from dllab.tui import outside
from dllab.tui.app import Lab
from dllab.tui.outside import NoEditor
from dllab.tui.run import Run
from dllab.tui.screens.exercise import ExerciseScreen
from dllab.tui.widgets.conflict import ConflictBar, Difference
from dllab.tui.widgets.editor import Editor
from dllab.tui.widgets.find import FindBar
from grader import files
from grader.errors import DllabError


@pytest.fixture
def lab(make_lab, mini):
    """The lab with a small course."""
    return make_lab(mini)


@pytest.fixture
def path(home):
    return home / "double.py"


async def open_code(pilot, text=None):
    """The editor of the exercise `double`, with a text of one's own in the file."""
    app = pilot.app
    if text is not None:
        app.workspace.root.mkdir(exist_ok=True)
        (app.workspace.root / "double.py").write_text(text, newline="")
    app.open_exercise("double", "code")
    await until(pilot, lambda: isinstance(app.focused, Editor) and "saved" in status(app))
    return app.focused


def status(app):
    """What the line below the editor says."""
    return " ".join(str(part.content) for part in app.screen.query("#status Static").results(Static))


def buffer(app):
    return app.screen.desk.buffer


def finished(app):
    run = app.runs.latest("double")
    return run if run and run.phase != "running" else None


def complaints(app):
    return [notification.message for notification in app._notifications]


async def press(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()


# Typing


def test_what_is_typed_is_in_the_buffer_at_once_and_soon_in_a_draft(lab, home, path):
    async def steps(pilot):
        editor = await open_code(pilot)
        editor.insert("x")
        assert buffer(lab).text == "x" + STARTER  # a signal may come before the next message is heard
        assert "● edited · double.py" in status(lab)
        draft = await until(pilot, lambda: drafts.read(home, "double"))
        assert draft.text == "x" + STARTER
        assert path.read_text() == STARTER

    drive(lab, steps)


def test_when_the_lab_ends_the_draft_is_there(lab, home):
    async def steps(pilot):
        (await open_code(pilot)).insert("x")

    drive(lab, steps)
    assert drafts.read(home, "double").text == "x" + STARTER


def test_an_unsaved_text_of_last_time_is_back_and_says_so(lab, make_lab, mini):
    async def type(pilot):
        (await open_code(pilot)).insert("x")

    async def come_back(pilot):
        pilot.app.open_exercise("double", "code")
        await until(pilot, lambda: "unsaved text is back" in status(pilot.app))
        assert pilot.app.screen.query_one(Editor).source == "x" + STARTER

    drive(lab, type)
    drive(make_lab(mini), come_back)


def test_a_draft_that_cannot_be_written_is_one_sentence_once(lab, monkeypatch):
    async def steps(pilot):
        editor = await open_code(pilot)

        tries = []

        def refuse(path, data):
            tries.append(path)
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as disk:
            disk.setattr(files, "replace", refuse)
            for letter in "ab":
                before = len(tries)
                editor.insert(letter)
                await until(pilot, lambda: len(tries) > before)  # noqa: B023
            await until(pilot, lambda: "what you type cannot be kept on disk" in status(lab))
            assert len(complaints(lab)) == 1
            assert "No space left on device" in complaints(lab)[0]
        await until(pilot, lambda: "cannot be kept" not in status(lab))  # though nothing is typed
        assert drafts.read(lab.workspace.root, "double").text.startswith("ab")

    drive(lab, steps)


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("def f():", ["end", "enter", "x"], "def f():\n    x"),
        ("    x  # so:", ["end", "enter", "y"], "    x  # so:\n    y"),
        ("if x:  # so", ["end", "enter", "y"], "if x:  # so\n    y"),
        ("x", ["tab", "y"], "    yx"),
        ("a\nb\n\nc", ["shift+down", "shift+down", "shift+down", "tab"], "    a\n    b\n\nc"),
        ("a\nb", ["shift+down", "shift+end", "tab"], "    a\n    b"),
        ("      a", ["end", "shift+tab"], "  a"),
        ("\ta", ["shift+tab"], "a"),
        ("        a", ["home", "backspace"], "    a"),
        ("ab", ["end", "backspace"], "a"),
        ("  a\n\nb", ["ctrl+underscore"], "  # a\n\nb"),
        ("  # a\n  # b", ["shift+down", "shift+end", "ctrl+underscore"], "  a\n  b"),
        ("a", ["x", "ctrl+z"], "a"),
        ("a", ["x", "ctrl+z", "ctrl+y"], "xa"),
    ],
)
def test_keys_do_what_people_who_write_python_expect(lab, before, keys, after):
    async def steps(pilot):
        editor = await open_code(pilot, before)
        await press(pilot, *keys)
        assert editor.source == after

    drive(lab, steps)


def test_a_changed_selection_stays_selected(lab):
    async def steps(pilot):
        editor = await open_code(pilot, "ab\ncd\n")
        await press(pilot, "right", "shift+down")
        await press(pilot, "tab", "tab", "shift+tab", "ctrl+underscore")
        assert editor.source == "    # ab\n    # cd\n"
        assert editor.selected_text == "b\n    # c"

    drive(lab, steps)


def test_the_other_panes_keys_work_in_the_editor(lab):
    async def steps(pilot):
        await open_code(pilot)
        await press(pilot, "f6")
        assert lab.screen.query_one(Tabs).active == "tab-history"
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(lab.focused, Editor))

    drive(lab, steps)


# Texts of all kinds


PIECES = [
    "a = 1",
    "\n",
    "\n",
    "\r\n",
    "\x0c",
    "\u2028",
    "\x1b[31m",
    "é",
    "\t",
    "\u202e",
    "'''",
    "\xa0",
    "\ue000",
]


def test_every_text_comes_out_as_it_went_in(lab):
    """Line ends of several kinds in one text become alike; nothing else is touched."""
    choose = random.Random(0)

    async def steps(pilot):
        editor = await open_code(pilot)
        for _ in range(150):
            newline = choose.choice(["\n", "\r\n"])
            pieces = [
                newline if "\n" in one else one for one in choose.choices(PIECES, k=choose.randrange(12))
            ]
            before, text = editor.source, "".join(pieces)
            editor.put(text)
            assert editor.source == buffer(lab).text == text
            if before != text and "\r" not in before + text:
                editor.undo()
                assert editor.source == before
        editor.put("a\r\nb\nc")
        assert editor.source == "a\r\nb\r\nc"

    drive(lab, steps)


def test_opening_a_text_with_several_kinds_of_line_ends_is_no_edit(lab, path):
    async def steps(pilot):
        await open_code(pilot, "a\r\nb\n")
        await press(pilot, "down")
        assert buffer(lab).state == "saved"

    drive(lab, steps)
    assert path.read_bytes() == b"a\r\nb\n"


def test_what_a_terminal_would_obey_is_not_sent(lab):
    async def steps(pilot):
        await open_code(pilot, "x = '\x1b]0;title\x07'  # \u202e\xa0!\n")
        await until(pilot, lambda: " x = '·]0;title·'  # \N{REPLACEMENT CHARACTER}·!" in seen(lab))

    drive(lab, steps)


def test_pasted_nul_is_dropped(lab):
    async def steps(pilot):
        from textual.events import Paste

        editor = await open_code(pilot, "")
        lab.post_message(Paste("a\0b\rc"))
        await until(pilot, lambda: editor.source == "ab\nc")

    drive(lab, steps)


def test_colours_are_those_of_the_whole_file(lab):
    """Ours are found out a few lines at a time."""
    source = inspect.getsource(outside) + inspect.getsource(drafts) * 3

    async def steps(pilot):
        editor = await open_code(pilot, source)
        ours = {line: set(editor._highlights[line]) for line in range(editor.document.line_count)}
        TextArea._build_highlight_map(whole := editor)
        theirs = {line: set(whole._highlights[line]) for line in range(editor.document.line_count)}
        assert ours == theirs
        assert sum(map(len, ours.values())) > 1000

    drive(lab, steps)


def test_highlights_follow_an_edit(lab):
    async def steps(pilot):
        editor = await open_code(pilot, "x = 1\n")
        assert "comment" not in {name for *_, name in editor._highlights[0]}
        await press(pilot, "#")
        assert "comment" in {name for *_, name in editor._highlights[0]}

    drive(lab, steps)


@pytest.mark.parametrize("theme", ["dllab-dark", "dllab-light", "ansi-dark", "ansi-light", "nord"])
def test_the_cursor_is_to_be_seen_in_every_theme(lab, theme):
    def styles(editor):
        return [segment.style for segment in editor.render_line(0) if segment.text.strip()]

    async def steps(pilot):
        lab.theme = theme
        editor = await open_code(pilot, "xx")
        await pilot.pause()
        *_, cursor, rest = styles(editor)
        assert (cursor.color, cursor.bgcolor, cursor.reverse) != (rest.color, rest.bgcolor, rest.reverse)
        lab.screen.query_one(Tabs).focus()
        await until(pilot, lambda: len(styles(editor)) == 2)

    drive(lab, steps)


def test_a_line_that_is_too_long_is_folded(lab):
    async def steps(pilot):
        await open_code(pilot, f"# {'word ' * 20}END\n")
        await until(pilot, lambda: "END" in seen(lab))

    drive(lab, steps)


def test_a_file_that_is_not_python_is_said_in_one_line(lab):
    async def steps(pilot):
        await open_code(pilot, "def double(x:\n")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: finished(lab))
        await until(pilot, lambda: "✗ Your file is not Python." in status(lab))

    drive(lab, steps)


# Saving


def test_ctrl_s_saves_and_tests_and_stays(lab, path):
    async def steps(pilot):
        editor = await open_code(pilot)
        editor.put(SQUARED)
        await press(pilot, "ctrl+s")
        assert path.read_text() == SQUARED
        assert "✓ saved" in status(lab)
        run = await until(pilot, lambda: finished(lab))
        assert (run.kind, run.phase) == ("test", "done")
        await until(pilot, lambda: "✗ 2 of 2 checks fail (F5): double gives 6 for 3." in status(lab))
        assert lab.focused is editor
        assert not lab.screen.query("#checks")
        editor.put(RIGHT)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "✓ all 2 checks passed" in status(lab))

    drive(lab, steps)


def test_ctrl_r_goes_to_the_checks(lab):
    async def steps(pilot):
        await open_code(pilot)
        await press(pilot, "ctrl+r")
        assert lab.screen.query_one(Tabs).active == "tab-checks"

    drive(lab, steps)


def test_where_there_is_room_the_checks_come_up_beside_the_code(lab):
    async def steps(pilot):
        editor = await open_code(pilot)
        assert lab.screen.query_one("#lesson").display
        await press(pilot, "ctrl+s")
        assert lab.screen.query_one("#checks").display
        assert lab.screen.query_one("#code").display
        assert lab.focused is editor

    drive(lab, steps, size=(140, 45))


def test_saving_does_not_end_a_grading(lab, path):
    async def steps(pilot):
        editor = await open_code(pilot)
        run = lab.runs._latest["double"] = Run(1, "grade", ())
        editor.put(RIGHT)
        await press(pilot, "ctrl+s")
        assert path.read_text() == RIGHT
        assert lab.runs.latest("double") is run
        assert run.phase == "running"
        run.phase = "done"

    drive(lab, steps)


# Other programs


def test_a_file_that_another_program_saved_is_read_again_and_tested(lab, path):
    async def steps(pilot):
        editor = await open_code(pilot, RIGHT)
        await press(pilot, "down", "right")
        path.write_text("import math\n" + SQUARED)
        await until(pilot, lambda: editor.source == "import math\n" + SQUARED)
        assert editor.cursor_location == (2, 1)
        assert "✓ saved" in status(lab)
        assert (await until(pilot, lambda: finished(lab))).kind == "test"
        await press(pilot, "ctrl+z")
        assert editor.source == RIGHT

    drive(lab, steps)


async def make_conflict(pilot, path):
    editor = await open_code(pilot)
    editor.put(RIGHT)
    path.write_text(SQUARED)
    await until(pilot, lambda: "⚠ changed on disk" in status(pilot.app))
    return editor


def test_a_conflict_is_shown_and_nothing_overwritten(lab, path):
    async def steps(pilot):
        editor = await make_conflict(pilot, path)
        await until(pilot, lambda: "⚠ double.py was changed by another program" in seen(lab))
        await press(pilot, "m", "f", "d")  # typed, not chosen
        assert editor.source == "mfd" + RIGHT
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(lab.focused, ConflictBar))
        await until(pilot, lambda: "m  keep mine" in seen(lab))
        assert path.read_text() == SQUARED
        assert not lab.runs.latest("double")
        await press(pilot, "escape")
        await until(pilot, lambda: lab.focused is editor)
        assert isinstance(lab.screen, ExerciseScreen)

    drive(lab, steps)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(("key", "text"), [("m", RIGHT), ("f", SQUARED)])
def test_a_conflict_ends_with_one_text_and_keeps_the_other(lab, path, home, key, text, beside):
    async def steps(pilot):
        editor = await make_conflict(pilot, path)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(lab.focused, ConflictBar))
        if beside:
            await press(pilot, "d")
            await until(pilot, lambda: isinstance(lab.screen, Difference))
            await until(pilot, lambda: "return x * x" in seen(lab) and "return 2 * x" in seen(lab))
        await press(pilot, key)
        await until(pilot, lambda: lab.focused is editor)
        assert editor.source == path.read_text() == text
        assert "✓ saved" in status(lab)
        assert not lab.screen.query_one(ConflictBar).display
        if key == "m":
            assert (home / "double.old-1.py").read_text() == SQUARED
        else:
            kept = [entry.sha256 for entry in lab.workspace.log().entries]
            assert [lab.workspace.snapshot(sha256) for sha256 in kept] == [RIGHT]

    drive(lab, steps)


def test_a_file_that_is_gone_is_said_and_written_again(lab, path):
    async def steps(pilot):
        editor = await open_code(pilot, RIGHT)
        path.unlink()
        await until(pilot, lambda: "✗ file gone" in status(lab))
        assert editor.source == RIGHT
        await press(pilot, "ctrl+s")
        assert path.read_text() == RIGHT

    drive(lab, steps)


def test_a_file_that_cannot_be_read_is_a_sentence_until_it_can(lab, home, path):
    async def steps(pilot):
        home.mkdir()
        path.symlink_to("elsewhere.py")
        lab.open_exercise("double", "code")
        await until(pilot, lambda: "is a symbolic link" in seen(lab))
        await press(pilot, "ctrl+f", "ctrl+s", "f8")
        path.unlink()
        path.write_text(RIGHT)
        editor = await until(pilot, lambda: lab.screen.query_one(Editor))
        await until(pilot, lambda: "✓ saved" in status(lab))
        assert editor.source == RIGHT

    drive(lab, steps)


def test_a_look_at_a_file_that_rests_draws_nothing(lab):
    async def steps(pilot):
        await open_code(pilot)
        drawn = []
        lab.post_display_hook = lambda: drawn.append(1)

        async def look():
            drawn.clear()
            lab.screen.saving.look()
            await pilot.pause(0.05)

        for _ in range(20):  # what is still to be drawn is drawn at the first ones
            await look()
            if not drawn:
                break
        await look()
        assert not drawn

    drive(lab, steps)


# Finding


def test_find_counts_and_goes_round(lab):
    async def steps(pilot):
        editor = await open_code(pilot, "a\nba\nc A\n")
        await press(pilot, "ctrl+f", "a")
        count = lab.screen.query_one("#count", Static)
        seen_at = []
        for key in ("", "enter", "down", "down", "up"):
            if key:
                await press(pilot, key)
            seen_at.append((str(count.content), editor.selection.start))
        assert seen_at == [
            ("1 of 3", (0, 0)),
            ("2 of 3", (1, 1)),
            ("3 of 3", (2, 2)),
            ("1 of 3", (0, 0)),
            ("3 of 3", (2, 2)),
        ]
        await press(pilot, "backspace", "A")
        assert (str(count.content), editor.selection.start) == ("1 of 1", (2, 2))
        await press(pilot, "x")
        assert str(count.content) == "✗ not found"
        assert editor.source == "a\nba\nc A\n"

    drive(lab, steps)


def test_a_number_after_a_colon_is_a_line(lab):
    async def steps(pilot):
        editor = await open_code(pilot, "a\n" * 100 + "    b\n")
        await press(pilot, "ctrl+f", *":101", "enter")
        await until(pilot, lambda: lab.focused is editor)
        assert editor.cursor_location == (100, 4)
        assert "101:5" in status(lab)

    drive(lab, steps)


def test_others_can_send_the_cursor_to_a_line(lab):
    async def steps(pilot):
        lab.open_exercise("double", "lesson")
        await pilot.pause()
        lab.screen.action_show("code")
        lab.screen.pane("code").go_to(2)  # the pane is not even mounted
        await until(pilot, lambda: lab.screen.query_one(Editor).cursor_location == (1, 4))
        lab.screen.pane("code").go_to(9999)
        await until(pilot, lambda: lab.screen.query_one(Editor).cursor_location == (2, 0))

    drive(lab, steps)


# Out


def test_escape_leaves_by_one_step_at_a_time(lab):
    async def steps(pilot):
        editor = await open_code(pilot)
        await press(pilot, "ctrl+f", "x", "escape")
        await until(pilot, lambda: lab.focused is editor)
        assert not lab.screen.query_one(FindBar).display
        await press(pilot, "ctrl+f")
        await until(pilot, lambda: isinstance(lab.focused, Input))
        editor.focus()
        await until(pilot, lambda: lab.focused is editor)
        await press(pilot, "escape")
        assert not lab.screen.query_one(FindBar).display
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(lab.focused, Tabs))
        assert isinstance(lab.screen, ExerciseScreen)
        assert editor.source == STARTER
        await press(pilot, "escape")
        await until(pilot, lambda: not isinstance(lab.screen, ExerciseScreen))

    drive(lab, steps)


def test_escape_cancels_a_run_first(lab):
    async def steps(pilot):
        editor = await open_code(pilot)
        await press(pilot, "ctrl+s")
        assert lab.runs.latest("double").phase == "running"
        await press(pilot, "escape")
        assert lab.runs.latest("double").phase == "cancelled"
        assert lab.focused is editor
        await until(pilot, lambda: "cancelled" in status(lab))

    drive(lab, steps)


def test_a_text_that_was_not_saved_is_there_when_one_comes_back(lab):
    async def steps(pilot):
        (await open_code(pilot)).insert("x")
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: not isinstance(lab.screen, ExerciseScreen))
        lab.open_exercise("double", "code")
        editor = await until(pilot, lambda: lab.screen.query_one(Editor))
        assert editor.source == "x" + STARTER
        await until(pilot, lambda: "● edited" in status(lab))

    drive(lab, steps)


# Starting over


@pytest.mark.parametrize(("key", "text"), [("y", STARTER), ("n", RIGHT)])
def test_starting_over_asks_and_keeps_the_old_text(lab, path, home, key, text):
    async def steps(pilot):
        editor = await open_code(pilot)
        editor.put(RIGHT)
        await press(pilot, "ctrl+n", key)
        await until(pilot, lambda: editor.source == text and isinstance(lab.screen, ExerciseScreen))
        kept = [file.read_text() for file in home.glob("double.old-*.py")]
        assert kept == ([RIGHT] if key == "y" else [])

    drive(lab, steps)


# The learner's own editor


@pytest.fixture
def own_editor(monkeypatch, tmp_path):
    """A function that makes a program the learner's editor; the terminal is lent without being one."""

    def set_editor(program):
        script = tmp_path / "my editor.py"
        script.write_text(program)
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")
        monkeypatch.setattr(Lab, "suspend", lambda self: nullcontext())

    return set_editor


APPEND = "import sys; open(sys.argv[1], 'a').write('# edited\\n')"


def test_the_own_editor_gets_what_was_typed_and_its_text_is_read_and_tested(lab, own_editor, path):
    own_editor(APPEND)

    async def steps(pilot):
        editor = await open_code(pilot)
        editor.put(RIGHT)
        await press(pilot, "f8")
        await until(pilot, lambda: editor.source == path.read_text() == RIGHT + "# edited\n")
        assert "✓ saved" in status(lab)
        assert (await until(pilot, lambda: finished(lab))).kind == "test"

    drive(lab, steps)


def test_e_opens_it_outside_of_the_editor_only(lab, own_editor, path):
    own_editor(APPEND)

    async def steps(pilot):
        editor = await open_code(pilot)
        await press(pilot, "e")
        assert editor.source == "e" + STARTER
        await press(pilot, "escape", "e")
        await until(pilot, lambda: editor.source == "e" + STARTER + "# edited\n")

    drive(lab, steps)


def test_from_the_lesson_too_before_the_code_was_ever_shown(lab, own_editor, path):
    own_editor(APPEND)

    async def steps(pilot):
        lab.open_exercise("double", "lesson")
        await pilot.pause()
        await press(pilot, "e")
        await until(pilot, lambda: path.exists() and path.read_text() == STARTER + "# edited\n")
        assert (await until(pilot, lambda: finished(lab))).kind == "test"

    drive(lab, steps)


@pytest.mark.parametrize(
    ("program", "why"),
    [("raise SystemExit(3)", "ended with status 3"), ("import os; os.kill(os.getpid(), 9)", "signal 9")],
)
def test_an_editor_that_fails_is_a_sentence_and_what_it_saved_is_read(lab, own_editor, path, program, why):
    own_editor(f"{APPEND}\n{program}")

    async def steps(pilot):
        editor = await open_code(pilot)
        await press(pilot, "f8")
        await until(pilot, lambda: editor.source == STARTER + "# edited\n")
        assert why in complaints(lab)[0]

    drive(lab, steps)


def test_where_no_terminal_can_be_lent_a_sentence_says_so(lab, monkeypatch):
    async def steps(pilot):
        await open_code(pilot)
        await press(pilot, "f8")
        await until(pilot, lambda: complaints(lab))
        assert "no terminal for another editor here" in complaints(lab)[0]

    drive(lab, steps)


def test_ctrl_c_is_the_editors(lab, own_editor, path):
    own_editor(
        "import os, signal, sys\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "os.kill(os.getppid(), signal.SIGINT)\n" + APPEND
    )

    async def steps(pilot):
        editor = await open_code(pilot)
        await press(pilot, "f8")
        await until(pilot, lambda: editor.source == STARTER + "# edited\n")
        assert lab.is_running
        assert not complaints(lab)

    drive(lab, steps)


def test_which_editor(monkeypatch):
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(outside.shutil, "which", lambda name: name == "vi")
    assert outside.editor() == ["vi"]
    monkeypatch.setenv("EDITOR", "emacs -nw")
    assert outside.editor() == ["emacs", "-nw"]
    monkeypatch.setenv("VISUAL", "'/my programs/code' --wait")
    assert outside.editor() == ["/my programs/code", "--wait"]
    assert outside.editor("micro") == ["micro"]


def test_no_editor_is_a_sentence(monkeypatch, lab, tmp_path):
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(outside.shutil, "which", lambda name: None)
    monkeypatch.setattr(Lab, "suspend", lambda self: nullcontext())
    for wish, why in (
        ("", "no editor was found"),
        ("vi '", "cannot be understood"),
        ("/no/such", "No such file"),
    ):
        with pytest.raises(NoEditor, match=why) as caught:
            outside.edit(lab, tmp_path / "x.py", wish)
        assert isinstance(caught.value, DllabError)


def test_a_lab_beside_this_one_is_said_and_its_text_left_alone(lab, path):
    """The other one is this test's parent process: it lives, and it is not us."""
    own, parent = drafts.own(path.parent, "double"), drafts._process(os.getppid())

    async def steps(pilot):
        editor = await open_code(pilot)
        own.parent.mkdir(parents=True, exist_ok=True)
        theirs = own.with_name(f"double.{drafts._host()}.{parent}.json")
        theirs.write_text('{"text": "theirs", "base": ""}')
        await until(pilot, lambda: "another lab types here, too" in status(lab))
        await until(pilot, lambda: complaints(lab))
        (said,) = complaints(lab)
        assert said.startswith(
            f"Another lab (process {os.getppid()}) has text for double.py that is not saved."
        )
        editor.insert("mine")
        await until(pilot, own.exists)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not own.exists())
        assert "theirs" in theirs.read_text()
        theirs.unlink()
        await until(pilot, lambda: "another lab" not in status(lab))

    drive(lab, steps)


@pytest.mark.parametrize("back", ["enter", "f4"])
def test_out_of_the_editor_and_back(lab, back):
    async def steps(pilot):
        editor = await open_code(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "Enter or F4: type on · Esc: leave" in status(lab))
        assert "Go in" in seen(lab)
        await pilot.press(back, "x")
        await until(pilot, lambda: editor.source.startswith("x"))
        assert "type on" not in status(lab)

    drive(lab, steps)


def test_all_of_the_text_its_top_and_its_end(lab):
    async def steps(pilot):
        editor = await open_code(pilot, "one\ntwo\nthree")
        await pilot.press("ctrl+end")
        assert editor.cursor_location == (2, 5)
        await pilot.press("ctrl+shift+home")
        assert editor.selected_text == "one\ntwo\nthree"
        await pilot.press("ctrl+home", "ctrl+shift+end")
        assert editor.selected_text == "one\ntwo\nthree"
        await pilot.press("right", "ctrl+t", "x")
        assert editor.source == "x"

    drive(lab, steps)
