"""网格指挥台. No word opens the desk; a word does the same work without one (main.py --help)."""

import os
import sys

# One thread for numpy's linear algebra: the desk has none to speak of, and the idle ones cost start-up and memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A start must not compile 200 modules anew: keep bytecode even where the environment says not to.
sys.dont_write_bytecode = False


def main() -> int:
    words = sys.argv[1:]
    if words and (not words[0].startswith("-") or words[0] in ("-h", "--help")):
        from gis.cli import main as run_word

        return run_word(words)
    from desktop.app import main as open_desk

    return open_desk(words)


if __name__ == "__main__":
    sys.exit(main())
