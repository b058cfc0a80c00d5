"""What every test shares: no real screen unless a journey asks for one, and journeys one after another."""

from __future__ import annotations

import os

import pytest

# Before any test module imports Qt: widgets are painted into memory. Journeys start processes of their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a desk keeps for its next start stays among the tests."""
    os.environ["WANGGE_CACHE"] = str(tmp_path_factory.mktemp("cache"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share one worker (with xdist's --dist loadgroup), so that two windows never compete for the machine."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.xdist_group("journey"))
