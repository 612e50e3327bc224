"""Functions of distances, of which Myelin has only the names so far."""

from __future__ import annotations

from .absent import function

exponential = function("exponential", "functions of distances")
gaussian = function("gaussian", "functions of distances")
gaussian2D = function("gaussian2D", "functions of distances")
gamma = function("gamma", "functions of distances")
gabor = function("gabor", "functions of distances")
