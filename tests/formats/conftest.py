"""Comparing with the bytes that are expected, and writing them again on purpose."""

from collections.abc import Callable

import pytest

from tests.formats.documents import GOLDEN

Expected = Callable[[str, bytes], bytes]


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Expected:
    """Give the bytes of a file in tests/golden. With `--renew-golden`, what is written now takes their place."""

    def read(name: str, written: bytes) -> bytes:
        file = GOLDEN / name
        if request.config.getoption("--renew-golden"):
            file.write_bytes(written)
            pytest.skip(f"{name} was written again: look at the difference before it is committed")
        return file.read_bytes()

    return read
