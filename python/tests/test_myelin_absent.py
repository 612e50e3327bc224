"""What NEST has and Myelin does not have yet says so."""

import nest
import pytest


@pytest.fixture(autouse=True)
def fresh():
    nest.ResetKernel()


@pytest.mark.parametrize(
    "call",
    [
        lambda: nest.SonataNetwork("config.json"),
    ],
)
def test_it_says_that_it_is_not_there_yet(call):
    with pytest.raises(NotImplementedError, match="Myelin"):
        call()


def test_a_near_name_is_told():
    with pytest.raises(nest.NESTErrors.UnknownModelName, match="iaf_psc_alpha"):
        nest.Create("iaf_psc_alfa")
