"""Pictures of nodes that have places."""

import numpy as np
import pytest

import nest

pytest.importorskip("matplotlib")


@pytest.fixture
def sheet():
    nodes = nest.Create("iaf_psc_alpha", positions=nest.spatial.grid([5, 5], extent=[5.0, 5.0]))
    disc = {"circular": {"radius": 1.0}}
    nest.Connect(nodes, nodes, {"rule": "pairwise_bernoulli", "p": 1.0, "mask": disc})
    return nodes


def points(fig):
    return [np.asarray(c.get_offsets()).tolist() for c in fig.axes[0].collections if len(c.get_offsets())]


def test_nodes_are_shown_where_they_are(sheet):
    (shown,) = points(nest.PlotLayer(sheet))
    assert np.allclose(sorted(shown), sorted(nest.GetPosition(sheet)))


@pytest.mark.parametrize("targets", [True, False])
def test_partners_are_shown(sheet, targets):
    center = nest.FindCenterElement(sheet)
    fig = nest.PlotTargets(center, sheet) if targets else nest.PlotSources(sheet, center)
    shown = sorted(points(fig), key=len)
    assert np.allclose(shown[0], [[0, 0]])
    assert np.allclose(sorted(shown[1]), [[-1, 0], [0, -1], [0, 0], [0, 1], [1, 0]])


def test_a_parameter_is_shown(sheet):
    import matplotlib.pyplot as plt

    _, ax = plt.subplots()
    bell = nest.spatial_distributions.gaussian(nest.spatial.distance, std=1.0)
    nest.PlotProbabilityParameter(nest.FindCenterElement(sheet), bell, edges=[-2.0, 2.0, -2.0, 2.0], shape=[5, 5], ax=ax)
    shown = np.asarray(ax.images[0].get_array())
    assert shown.shape == (5, 5) and shown[2, 2] == 1 and np.isclose(shown[2, 3], np.exp(-0.5))


def test_one_node_is_needed(sheet):
    with pytest.raises(TypeError):
        nest.PlotTargets(sheet, sheet)
    with pytest.raises(ValueError):
        nest.PlotProbabilityParameter(sheet[0])
