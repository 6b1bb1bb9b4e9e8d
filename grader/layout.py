"""course.yaml but for its policy: what a course is made of, and what its gradings ask of Slurm.

Every key may be left out, and so may the file.
"""

from __future__ import annotations

import re

import msgspec

from grader.declared import NAME as NAME
from grader.declared import Declared

_VALUE = re.compile(r"[\w.:+/@&|*()\[\]-]*")


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a Slurm job asks for, unless `--slurm` says otherwise; "" leaves it to the cluster.

    Attributes:
        partition: where it runs.
        gres: generic resources, such as gpu:1.
        time: minutes, or Slurm's "HH:MM:SS" in quotes.
        cpus: cores a task.
        mem: memory a node, such as 4G.
        account: who pays.
        qos: the quality of service.
        constraint: features that a node must have.
        reservation: the reservation to use.
        array: how many tasks are submitted at a time.
    """

    partition: str = ""
    gres: str = ""
    time: int | str = ""
    cpus: int | str = ""
    mem: int | str = ""
    account: str = ""
    qos: str = ""
    constraint: str = ""
    reservation: str = ""
    array: int | None = None

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if not _VALUE.fullmatch(str(getattr(self, name))):
                raise ValueError(f"{name} has spaces or quotes in it, which Slurm's scripts do not take")
        if self.array is not None and self.array < 1:
            raise ValueError("array must not be below 1")


class Resources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What Slurm jobs ask for, by kind of exercise.

    Attributes:
        numpy: for exercises that train nothing.
        keras: for exercises that may train networks.
    """

    numpy: Request = Request()
    keras: Request = Request()


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What course.yaml says of the course itself.

    Attributes:
        title: what the course is called.
        summary: what it is about, in one sentence.
        tracks: folders of `exercises` in the order that learners see; all, sorted by name, when left out.
        include: exercises of the built-in course that are part of this one, such as 02-neuron/* or
            05-convolution/conv2d-one.
        dropbox: the folder where `dllab submit` leaves what is handed in; none when empty.
        datasets: data sets of the course's own, by name.
        resources: what Slurm jobs ask for, by kind of exercise.
    """

    title: str = ""
    summary: str = ""
    tracks: list[str] = []
    include: list[str] = []
    dropbox: str = ""
    datasets: dict[str, Declared] = {}
    resources: Resources = Resources()


class Remainder(Layout, frozen=True, kw_only=True):
    """course.yaml as far as a course needs it: how grades are counted is read where they are."""

    policy: dict[str, object] = {}
