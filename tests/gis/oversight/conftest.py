"""The county of the workflow's tests, with accounts of every role."""

from __future__ import annotations

from tests.gis.people.conftest import desk, guarded_template  # noqa: F401
from tests.gis.workflow.conftest import _cache_folder, monday_template, office  # noqa: F401
