"""Prints which sources a change touches: those that are named on standard input, a path of the project a
line, and those that include one of them, directly or through others.

    dependents.py SOURCE... <CHANGED

SOURCE... are all sources and headers of the project. Their #include lines alone tell: nothing is compiled
before. An include counts for every file whose path ends so, which may be one too many and never one too few.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

INCLUDE = re.compile(rb'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def by_ending(files):
    """Maps each ending of each path to the paths that end so: c.h, b/c.h and a/b/c.h for a/b/c.h."""
    found = defaultdict(set)
    for file in files:
        names = file.split("/")
        for start in range(len(names)):
            found["/".join(names[start:])].add(file)
    return found


def includers(files):
    """Maps each path to the paths of those that include it."""
    endings = by_ending(files)
    found = defaultdict(set)
    for file in files:
        for name in INCLUDE.findall(Path(file).read_bytes()):
            for included in endings[re.sub(r"^(\.\.?/)+", "", name.decode())]:
                found[included].add(file)
    return found


def main():
    files = sys.argv[1:]
    known = includers(files)
    touched = {line.rstrip("\n") for line in sys.stdin}
    waiting = list(touched)
    while waiting:
        new = known[waiting.pop()] - touched
        touched |= new
        waiting += new
    print("\n".join(sorted(touched.intersection(files))))


main()
