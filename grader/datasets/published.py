"""What the publishers of real data sets give: files, sizes, checksums."""

from __future__ import annotations

import msgspec


class Download(msgspec.Struct, frozen=True):
    """A file to fetch: its name below the address, its size in bytes, its MD5."""

    name: str
    size: int
    md5: str


class Publication(msgspec.Struct, frozen=True):
    """A published data set.

    Attributes:
        address: where the downloads are.
        downloads: the files there.
        content: MD5s of the parts that are read, uncompressed.
        folders: under which names the parts are usually kept.
        openml: the name in scikit-learn's cache of OpenML, if it is there.
        npz: the name in Keras' cache, if it is one file there.
        telltale: a small part that other data sets have another of under the same name.
        training: how many of the samples are for training, the first ones.
    """

    address: str
    downloads: tuple[Download, ...]
    content: dict[str, str]
    folders: tuple[str, ...]
    openml: str | None = None
    npz: str | None = None
    telltale: str | None = None
    training: int = 60_000


MNIST = Publication(
    address="https://storage.googleapis.com/cvdf-datasets/mnist",
    downloads=(
        Download("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        Download("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
        Download("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
        Download("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
    ),
    content={
        "train-images": "6bbc9ace898e44ae57da46a324031adb",
        "train-labels": "a25bea736e30d166cdddb491f175f624",
        "t10k-images": "2646ac647ad5339dbf082846283269ea",
        "t10k-labels": "27ae3e4e09519cfbb04c329615203637",
    },
    folders=("mnist", "MNIST/raw", "MNIST", "mnist/raw", "mnist/MNIST/raw", "."),
    telltale="t10k-labels",
    openml="mnist_784",
    npz="mnist.npz",
)

FASHION_MNIST = Publication(
    address="https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    downloads=(
        Download("train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        Download("train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
        Download("t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
        Download("t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
    ),
    content={
        "train-images": "f4a8712d7a061bf5bd6d2ca38dc4d50a",
        "train-labels": "9018921c3c673c538a1fc5bad174d6f9",
        "t10k-images": "8181f5470baa50b63fa0f6fddb340f0a",
        "t10k-labels": "15d484375f8d13e6eb1aabb0c3f46965",
    },
    folders=("fashion-mnist", "FashionMNIST/raw", "FashionMNIST", "fashion_mnist", "fashion-mnist/raw", "."),
    telltale="t10k-labels",
    openml="Fashion-MNIST",
)

CIFAR_10 = Publication(
    address="https://www.cs.toronto.edu/~kriz",
    downloads=(Download("cifar-10-python.tar.gz", 170_498_071, "c58f30108f718f92721af3b95e74349a"),),
    content={
        "data_batch_1": "c99cafc152244af753f735de768cd75f",
        "data_batch_2": "d4bba439e000b95fd0a9bffe97cbabec",
        "data_batch_3": "54ebc095f3ab1f0389bbae665268c751",
        "data_batch_4": "634d18415352ddfa80567beed471001a",
        "data_batch_5": "482c414d41f54cd18b22e5b47cb7c3cb",
        "test_batch": "40351d587109b95175f43aff81a1287e",
    },
    folders=(
        "cifar-10-batches-py",
        "cifar-10/cifar-10-batches-py",
        "cifar-10-batches-py-target/cifar-10-batches-py",
        "cifar-10-batches-py-target",
        "CIFAR10/cifar-10-batches-py",
        "cifar-10",
        ".",
    ),
)

PUBLISHED = {"mnist": MNIST, "fashion-mnist": FASHION_MNIST, "cifar-10": CIFAR_10}
