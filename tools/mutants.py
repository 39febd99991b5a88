"""Count the mutants that the tests killed, by module, as JSON: after `mutmut run`.

`nox -s mutants` makes one slip in the code at a time and runs the tests that reach it: they should
fail, or run without an end. It fails itself where fewer than nine of ten mutants of a module are
killed. `mutmut results` names those that live, and `mutmut show NAME` shows one.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter, defaultdict

LEAST = 0.9


def main() -> int:
    """Print the counts; the exit status tells whether enough mutants are killed."""
    command = ["mutmut", "results", "--all", "true"]
    told = subprocess.run(  # noqa: S603 - the command is written above
        command, capture_output=True, encoding="utf-8", check=True
    ).stdout
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for module, state in re.findall(r"rezekne_twins\.(\w+).*: (.+)", told):
        counted[module][state] += 1
    figures = {
        module: {
            "mutants": states.total() - states["not checked"],
            "killed": states["killed"] + states["timeout"],
            "survived": states["survived"],
            "reached by no test": states["no tests"],
            "not tried": states["not checked"],
        }
        for module, states in sorted(counted.items())
    }
    print(json.dumps(figures, indent=2))
    enough = [f["killed"] >= LEAST * (f["mutants"] + f["not tried"]) for f in figures.values()]
    return int(not enough or not all(enough))


if __name__ == "__main__":
    raise SystemExit(main())
