"""Pictures of small networks."""

import nest
import numpy as np
import pytest

matplotlib = pytest.importorskip("matplotlib")
from matplotlib.image import imread  # noqa: E402


@pytest.fixture
def sheet():
    nest.ResetKernel()
    nodes = nest.Create("iaf_psc_alpha", positions=nest.spatial.grid([3, 2]))
    nest.Connect(nodes[0], nodes[2])
    return nodes


def ink(file, left, right, low, high):
    """How much of a part of a picture is not white; parts are counted from the lower left."""
    image = imread(file)[:, :, :3].mean(axis=2)[::-1]
    h, w = image.shape
    return float(np.mean(image[int(low * h) : int(high * h), int(left * w) : int(right * w)] < 0.9))


def test_nodes_are_at_their_places_and_connected_by_arrows(sheet, tmp_path):
    file = str(tmp_path / "net.png")
    nest.visualization.plot_network(sheet, file)
    # Columns are at 0.21, 0.5 and 0.79 of the width, rows at 0.28 and 0.72 of the height.
    assert ink(file, 0.28, 0.43, 0.64, 0.8) > 0.01  # from node 1 to node 3
    assert ink(file, 0.57, 0.72, 0.64, 0.8) == 0
    assert ink(file, 0.28, 0.43, 0.2, 0.36) == 0
    for column in (0.208, 0.5, 0.792):
        for row in (0.28, 0.72):
            assert ink(file, column - 0.06, column + 0.06, row - 0.06, row + 0.06) > 0.03


def test_a_pdf_of_nodes_without_places(tmp_path):
    nest.ResetKernel()
    nodes = nest.Create("iaf_psc_alpha", 3)
    nest.Connect(nodes, nodes)
    nest.visualization.plot_network(nodes, str(tmp_path / "net.pdf"))
    assert (tmp_path / "net.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_drawn_is_refused(sheet, tmp_path):
    plot = nest.visualization.plot_network
    with pytest.raises(TypeError):
        plot([1, 2], "net.png")
    with pytest.raises(ValueError, match="at least contain one node"):
        plot(nest.NodeCollection([]), "net.png")
    with pytest.raises(ValueError, match="must end in"):
        plot(sheet, "net.jpg")
    for option in ("ext_conns", "plot_modelnames"):
        with pytest.raises(NotImplementedError, match=option):
            plot(sheet, str(tmp_path / "net.png"), **{option: True})
    assert not list(tmp_path.iterdir())
