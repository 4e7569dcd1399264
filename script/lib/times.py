"""Prints where the time of a build and its tests went, as Markdown tables.

    times.py BUILD STEPS

BUILD is the directory build/: its trees' .ninja_log and ctest's build/times/NAME.xml are read. STEPS has a
step of script/test a line: seconds, a tab, its title. Seconds of what was not built this time are those of
when it was.
"""

import sys
import xml.etree.ElementTree as xml
from pathlib import Path


def edges(log):
    """What ninja ran, once each: seconds and the output's name."""
    ran = {}
    for line in log.read_text().splitlines()[1:]:
        start, end, _, output, command = line.split("\t")
        ran[start, end, command] = ((int(end) - int(start)) / 1000, output)
    return sorted(ran.values(), reverse=True)


def short(output):
    """core/CMakeFiles/sessionstore_core.dir/src/clock.cpp.o as core: src/clock.cpp"""
    folder, _, rest = output.partition("CMakeFiles/")
    target, _, source = rest.partition(".dir/")
    return f"{folder}{target.removeprefix('sessionstore_')}: {source.removesuffix('.o')}" if source else output


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---|" + "---:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def print_steps(steps):
    rows = [line.split("\t") for line in steps.read_text().splitlines()]
    total = sum(int(seconds) for seconds, title in rows if not title.startswith("of the next: "))
    table(["step", "s"], [[title, seconds] for seconds, title in rows] + [["together", total]])


def print_trees(build):
    trees = {log.parent.name: edges(log) for log in sorted(build.glob("*/.ninja_log"))}
    rows = []
    for name, ran in trees.items():
        compiled = [seconds for seconds, output in ran if output.endswith(".o")]
        rows.append([f"build/{name}", len(compiled), round(sum(compiled)),
                     round(sum(seconds for seconds, _ in ran) - sum(compiled))])
    table(["tree", "sources", "compiling, s of one core", "linking and other"], rows)
    slowest = sorted(((seconds, name, output) for name, ran in trees.items()
                      for seconds, output in ran if output.endswith(".o")), reverse=True)
    table(["slowest sources", "tree", "s"],
          [[short(output), name, f"{seconds:.1f}"] for seconds, name, output in slowest[:15]])


def print_tests(times):
    tests = []
    for file in sorted(times.glob("*.xml")):
        for case in xml.parse(file).getroot().iter("testcase"):
            tests.append((float(case.get("time")), case.get("name"), file.stem))
    table(["slowest tests", "tree", "s"],
          [[name, tree, f"{seconds:.1f}"] for seconds, name, tree in sorted(tests, reverse=True)[:15]])


def main():
    build = Path(sys.argv[1])
    print_steps(Path(sys.argv[2]))
    print_trees(build)
    print_tests(build / "times")


main()
