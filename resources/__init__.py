"""Read-only things shipped with the program, and where to find them."""

from pathlib import Path

ROOT = Path(__file__).parent
