"""Who can read and write what in a drop folder: what is wrong with it, and the commands that mend it."""

from __future__ import annotations

import contextlib
import errno
import grp
import os
import secrets
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.batch.dropbox import MODE, DropboxError, is_private, login
from grader.batch.folder import Folder, Unfit
from grader.errors import UsageError, in_words

_ACLS = ("system.posix_acl_access", "system.posix_acl_default")
_WRONG = (
    (
        stat.S_ISGID,
        True,
        "it does not hand its group on (setgid), so teachers cannot read hand-ins",
    ),
    (stat.S_ISVTX, True, "it is not sticky, so students can delete and rename each other's folders"),
    (stat.S_IRGRP | stat.S_IWGRP | stat.S_IXGRP, True, "its group cannot use it"),
    (stat.S_IWOTH | stat.S_IXOTH, True, "students who are not in its group cannot hand in"),
    (stat.S_IROTH, False, "everybody can list who has handed in"),
)


class Problem(msgspec.Struct, frozen=True):
    """Something that is not as it should be.

    Attributes:
        what: a sentence.
        mend: the command that mends it; "" where there is none to give.
    """

    what: str
    mend: str = ""


class Findings(msgspec.Struct, frozen=True):
    """A drop folder, looked at.

    Attributes:
        group: who can read what is handed in.
        members: of that group, as far as it lists them: whose first group it is are not among them.
        students: how many own a folder there.
        problems: what is not as it should be.
    """

    group: str
    members: list[str]
    students: int
    problems: list[Problem]


def create(dropbox: Path, group: str) -> None:
    """Make a drop folder.

    Args:
        dropbox: where; its parent is there.
        group: name or number of the teachers' group.

    Raises:
        UsageError: there is something already, or no such group.
        DropboxError: it cannot be made, or this user cannot give it to that group.
    """
    gid = _gid(group)
    try:
        dropbox.mkdir(0o700)
        os.chown(dropbox, -1, gid)
        dropbox.chmod(MODE)
    except FileExistsError:
        raise UsageError(f"{dropbox} is there already: without --create it is looked at") from None
    except PermissionError as error:
        if not dropbox.is_dir():
            raise DropboxError(f"{dropbox} cannot be made: {in_words(error)}") from None
        dropbox.rmdir()
        raise DropboxError(f"{group} is no group of yours: choose one that `id` names, or ask root") from None
    except OSError as error:
        raise DropboxError(f"{dropbox} cannot be made: {in_words(error)}") from None


def inspect(dropbox: Path) -> Findings:
    """Look at a drop folder and all in it; to see what the file system does a folder is made and removed.

    Raises:
        DropboxError: there is none, or it is not this user's to look at.
    """
    try:
        with Folder.at(dropbox) as box:
            group = box.own.st_gid
            owners: set[int] = set()
            problems = [*_above(dropbox), *_of_box(box), *_tried(box), *_of_students(box, owners)]
    except OSError as error:
        raise DropboxError(f"{dropbox} cannot be looked at ({in_words(error)}): {_advice(error)}") from None
    return Findings(group_name(group), _members(group), len(owners), problems)


def group_name(gid: int) -> str:
    """A group's name; the number where there is none."""
    try:
        return grp.getgrgid(gid).gr_name
    except (KeyError, OverflowError):
        return str(gid)


def _gid(group: str) -> int:
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        if group.isdecimal():
            return int(group)
        raise UsageError(f"there is no group {group!r}: see `getent group`") from None


def _members(gid: int) -> list[str]:
    try:
        return sorted(grp.getgrgid(gid).gr_mem)
    except (KeyError, OverflowError):
        return []


def _advice(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "make it with --create --group GROUP"
    return "its group and its owner can"


def _above(dropbox: Path) -> Iterator[Problem]:
    for folder in dropbox.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            what = f"only the owner and the group of {folder} get to what lies in it"
            yield Problem(what, f"chmod o+x {_quoted(folder)}")
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            what = f"everybody can put another drop folder in the place of this one, in {folder}"
            yield Problem(what, f"chmod o-w {_quoted(folder)}")


def _of_box(box: Folder) -> Iterator[Problem]:
    mode, gid = box.own.st_mode, box.own.st_gid
    for bits, wanted, what in _WRONG:
        if (mode & bits == bits) is not wanted:
            yield Problem(what, f"chmod {MODE:o} {_quoted(box.path)}")
    for name in _ACLS:
        with contextlib.suppress(OSError):  # there is none, or there are no such things
            os.getxattr(box.descriptor, name)
            what = "it has an access list (ACL), which can let in others than its mode says"
            yield Problem(what, f"setfacl -b {_quoted(box.path)}")
            break
    if os.geteuid() and gid not in (os.getegid(), *os.getgroups()):
        what = f"you are not in its group, {group_name(gid)}, so you cannot collect what is handed in"
        yield Problem(what, f"chgrp GROUP {_quoted(box.path)}; chmod {MODE:o} {_quoted(box.path)}")


def _tried(box: Folder) -> Iterator[Problem]:
    """What becomes of a folder that somebody makes there."""
    if not box.own.st_mode & stat.S_ISGID:
        return
    name = f".dllab-{secrets.token_hex(8)}"
    try:
        os.mkdir(name, 0o750, dir_fd=box.descriptor)
    except OSError as error:
        yield Problem(f"nothing can be made in it: {in_words(error)}")
        return
    try:
        made = box.status(name)
        if made.st_gid != box.own.st_gid or not made.st_mode & stat.S_ISGID:
            yield Problem("its file system does not hand groups on: choose a folder on another one")
        elif made.st_mode & stat.S_IRWXO:
            yield Problem("its file system gives everybody access to what is made there: choose another one")
    finally:
        os.rmdir(name, dir_fd=box.descriptor)


def _of_students(box: Folder, owners: set[int]) -> Iterator[Problem]:
    for name in box.names():
        path = box.path / name
        try:
            found = box.status(name)
        except FileNotFoundError:
            continue  # it was there a moment ago
        try:
            box.child(name).close()
        except Unfit as error:
            what = f"{path}: {error}; {login(found.st_uid)} put it there"
            yield Problem(what, _command(box, name, found, "rm"))
            continue
        except OSError:
            pass  # what its mode and group are is said below
        owners.add(found.st_uid)
        who = login(found.st_uid)
        if name not in (who, str(found.st_uid)) and not name.startswith(f"{who}."):
            yield Problem(f"{path} belongs to {who}: what lies in it counts as {who}'s")
        if not is_private(found, found.st_uid, box.own.st_gid):
            yield Problem(f"{path}: {_openness(found, box)}", _mended(box, name, found))


def _openness(found: os.stat_result, box: Folder) -> str:
    if found.st_mode & stat.S_IRWXO:
        return "others than its owner and teachers can look into it"
    if found.st_gid != box.own.st_gid:
        return f"its group is {group_name(found.st_gid)}, so teachers cannot read it and others perhaps can"
    return "its owner or its group cannot use it"


def _mended(box: Folder, name: str, found: os.stat_result) -> str:
    """For root; students mend it by handing in again."""
    return _command(box, name, found, f"chgrp {group_name(box.own.st_gid)}", "chmod 2750")


def _command(box: Folder, name: str, found: os.stat_result, *commands: str) -> str:
    """Commands for what lies there, fit for a shell.

    Whoever gave it its name may wish that something else is run. What cannot be shown as it is, so that its
    quotes may go, is found by its number.
    """
    if name.isprintable() and name == " ".join(name.split()):
        return "; ".join(f"{command} {_quoted(box.path / name)}" for command in commands)
    runs = " ".join(f"-exec {command} {{}} +" for command in commands)
    return f"find {_quoted(box.path)} -maxdepth 1 -inum {found.st_ino} {runs}"


def _quoted(path: Path) -> str:
    return shlex.quote(str(path.absolute()))
