"""Which NEST there is."""

from __future__ import annotations


class NESTTools:
    """Helpers for scripts that run on several releases of NEST."""

    @classmethod
    def detect_nest_version(cls) -> str:
        """The release of NEST whose vocabulary Myelin has, such as ``v3.10.0``."""
        import nest

        return "v" + nest.__version__

    @classmethod
    def get_version_dict_from_version_string(cls, version_string: str) -> dict[str, int]:
        """Major, minor and patch number of a release; empty for ``main``."""
        words = version_string.lstrip("v").split("-")[0].split(".")
        if not all(w.isdigit() for w in words):
            return {}
        return dict(zip(("major", "minor", "patch"), map(int, [*words, "0", "0"][:3])))

    @classmethod
    def set_nest_verbosity(cls, verbosity: str) -> None:
        """How much NEST tells: ``ALL``, ``INFO``, ``WARNING`` or ``ERROR``."""
        import nest

        nest.set_verbosity("M_" + verbosity)
