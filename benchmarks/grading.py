"""x"""
import sys, tempfile
from pathlib import Path
from assignment.course import make_course
from parts import throughput, coldstart, memory
from common import table

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        c=Path(__file__).parents[1]
        table.show(coldstart.measure(c, Path(folder), int(sys.argv[1])))
        table.show(memory.measure(c, int(sys.argv[1])))
