"""Every test starts from a fresh kernel, says nothing on the terminal and writes into its own folder."""

import nest
import pytest
from differences import DIFFERENCES

ON_MYELIN = "myelin" in nest.__file__
collect_ignore_glob = [] if ON_MYELIN else ["test_myelin_*.py"]


def pytest_configure(config):
    config.addinivalue_line("filterwarnings", "ignore::UserWarning")
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning")


def pytest_collection_modifyitems(items):
    for item in items:
        reason = DIFFERENCES.get(f"{item.path.name}::{item.name}")
        if ON_MYELIN and reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture(autouse=True)
def fresh_kernel(tmp_path):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.QUIET
    nest.data_path = str(tmp_path)
    nest.data_prefix = ""
    yield
    nest.ResetKernel()
