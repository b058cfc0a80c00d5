"""The real division list and outlines, and sample files; see README.md."""

from pathlib import Path

ROOT = Path(__file__).parent
