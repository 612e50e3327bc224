"""Every test starts from a fresh kernel, says nothing on the terminal and writes into its own folder."""

import nest
import pytest


def pytest_configure(config):
    config.addinivalue_line("filterwarnings", "ignore::UserWarning")
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning")


@pytest.fixture(autouse=True)
def fresh_kernel(tmp_path):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.QUIET
    nest.data_path = str(tmp_path)
    nest.data_prefix = ""
    yield
    nest.ResetKernel()
