"""Keras' own word on things, for tests: from a process of its own, so that no test imports Keras."""

import json
import os
import subprocess
import sys
from pathlib import Path

ZOO = Path(__file__).parent / "training" / "zoo.py"


def keras_says(what, asked):
    """What the script `training/zoo.py` answers."""
    done = subprocess.run(
        [sys.executable, ZOO, what],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
