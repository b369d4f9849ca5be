"""One harvest for all catalogues of a session."""

import pytest

from tests.hostile.sites import Workshop


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return the folder where one catalogue after another is built."""
    return Workshop(tmp_path_factory.mktemp("hostile") / "catalogo")
