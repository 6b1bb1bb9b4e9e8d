"""A bundle, opened again: every way in which something could have slipped in is seen."""

import io
import py_compile
import tarfile
import zipfile
from pathlib import Path

import pytest

from dllab.authoring.bundle import opened, packing, secrets
from dllab.authoring.bundle.secrets import Secret

TEXT = "expect.matches(lab.double, float(lab.rng.uniform(-1000, 1000)))"
SECRETS = [Secret(TEXT, "the hidden check doubles", Path("hidden.py"), 3)]
PLAIN = {"course/course.yaml": b"title: x\n", "course/exercises/a/b/checks.py": b"pass\n"}


def found(files, pack=packing.zipped):
    return list(opened.leaks(pack(files), "course/", SECRETS))


@pytest.mark.parametrize("pack", [packing.zipped, packing.tarred])
def test_what_is_in_order(pack):
    assert opened.unpacked(pack(PLAIN)) == (PLAIN, [])
    assert found(PLAIN, pack) == []


@pytest.mark.parametrize("pack", [packing.zipped, packing.tarred])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("course/exercises/a/b/hidden.py", "is for graders and authors"),
        ("course/exercises/a/b/mistakes.py", "is for graders and authors"),
        ("course/exercises/a/b/mutants.yaml", "is for graders and authors"),
        ("course/exercises/a/b/study.json", "is for graders and authors"),
        ("course/solutions/a/b.py", "is for graders and authors"),
        ("course/exercises/a/b/__pycache__/hidden.cpython-311.pyc", "is compiled code"),
        ("dllab/app.pyc", "is compiled code"),
        ("course/exercises/a/b/.hidden.py.swp", "is hidden, or an editor's copy"),
        ("course/exercises/a/b/checks.py~", "is hidden, or an editor's copy"),
        ("course/.git/config", "is hidden, or an editor's copy"),
        ("/etc/passwd", "leads out of the bundle"),
        ("course/../../x", "leads out of the bundle"),
    ],
)
def test_names(name, words, pack):
    assert found({**PLAIN, name: b""}, pack) == [f"{name} {words}"]


def test_the_program_has_modules_of_those_names():
    assert found({"grader/mistakes.py": b"", "dllab/cli/classroom/mistakes.py": b""}) == []


@pytest.mark.parametrize("sign", ["\n\t", "   ", "\r\n"])
def test_a_text_in_any_file_however_it_is_broken(sign):
    content = TEXT.replace(" ", sign).encode()
    assert found({"dllab/x.py": b"a " + content + b" b"}) == [
        "dllab/x.py holds the hidden check doubles (hidden.py:3)"
    ]


def test_a_text_inside_a_string_of_json():
    lines = [Secret("first line second line", "a secret", Path("s.py"), 1)]
    data = packing.zipped({"course/x.json": b'{"text": "first line\\n    second line"}'})
    assert len(list(opened.leaks(data, "course/", lines))) == 1


def test_a_text_inside_compiled_code(tmp_path):
    source = tmp_path / "x.py"
    source.write_text(f'def f():\n    "{TEXT}"\n')
    py_compile.compile(str(source), str(tmp_path / "x.bin"), doraise=True)
    data = (tmp_path / "x.bin").read_bytes()
    assert found({"course/exercises/a/b/picture.png": data}) == [
        "course/exercises/a/b/picture.png holds the hidden check doubles (hidden.py:3)"
    ]


def test_links():
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w:gz") as tar:
        for kind, name in (
            (tarfile.SYMTYPE, "course/a"),
            (tarfile.LNKTYPE, "course/b"),
            (tarfile.FIFOTYPE, "c"),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
    assert list(opened.leaks(memory.getvalue(), "course/", [])) == [
        f"{name} is no plain file" for name in ("course/a", "course/b", "c")
    ]
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        link = zipfile.ZipInfo("course/a")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert list(opened.leaks(memory.getvalue(), "course/", [])) == ["course/a is no plain file"]


@pytest.fixture(scope="module")
def real_secrets(built_in):
    return secrets.of(built_in)


def test_secrets_of_the_built_in_course(real_secrets):
    kinds = [secret.what.split(" ")[1] for secret in real_secrets]
    assert kinds.count("hidden") > 150 and kinds.count("sentence") > 400 and kinds.count("body") > 500
    assert all(secret.line > 0 and secret.path.is_file() for secret in real_secrets)


def test_no_secret_of_the_built_in_course_is_in_its_open_files(built_in, real_secrets):
    texts = {}
    for exercise in built_in:
        for name in ("exercise.yaml", "lesson.md", "starter.py", "checks.py"):
            texts[exercise.folder / name] = secrets.squeezed(exercise.text(name))
    assert not [(s.what, path) for s in real_secrets for path, text in texts.items() if s.text in text]
