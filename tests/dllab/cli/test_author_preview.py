"""author preview: the lab for authors, in a workspace of its own."""

from ptys import Terminal
from small_course import RIGHT


def test_without_a_screen_it_is_printed_as_learners_begin(dllab, started, home):
    started("double", RIGHT)
    done = dllab("author", "preview", "double", "--pane", "code")
    assert (done.status, done.err) == (0, "")
    assert "what is twice x" in done.out
    assert (home / "double.py").read_text() == RIGHT


def test_on_a_screen_the_authors_own_files_stay_as_they_are(environment, home, mini, tmp_path):
    env = {**environment, "TMPDIR": str(tmp_path)}
    terminal = Terminal("author", "preview", "double", "--pane", "code", env=env)
    try:
        terminal.see("what is twice x")
        [workspace] = tmp_path.glob("dllab-preview-*")
        assert (workspace / "double.py").exists()
        (mini / "exercises/01-numbers/double/starter.py").write_text("# two of them\n")
        terminal.see("two of them")
        terminal.press("\x11")
        assert terminal.status() == 0
        assert terminal.is_restored()
    finally:
        terminal.close()
    assert not home.exists()
    assert not workspace.exists()


def test_an_exercise_that_is_not_there(dllab):
    done = dllab("author", "preview", "duoble")
    assert done.is_refusal()
    assert "there is no exercise 'duoble': did you mean double" in done.err
