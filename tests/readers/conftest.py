"""Issues that exporters write and readers read back."""

from tests.exporters.conftest import hostile, journal, newspaper, specimens

__all__ = ["hostile", "journal", "newspaper", "specimens"]
