"""A model that is made and can be installed at once."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Union

from ..frontend.pynestml_frontend import generate_nest_target


def _model(given: str) -> tuple[str, str]:
    """Name and text of a model, of which the text or the name of its file is given."""
    text, name = given, "model"
    if "\n" not in text and text.endswith(".nestml"):
        name = Path(text).stem
        text = Path(text).read_text(encoding="utf-8")
    found = re.search(r"^[ \t]*(?:model|neuron|synapse)[ \t]+(\w+)", text, re.MULTILINE)
    return (found.group(1) if found else name), text


class NESTCodeGeneratorUtils:
    """What scripts call to get a module and the names of its models."""

    @classmethod
    def generate_code_for(
        cls,
        nestml_neuron_model: str,
        nestml_synapse_model: Union[str, None] = None,
        module_name: Union[str, None] = None,
        post_ports: Union[Sequence[Any], None] = None,
        mod_ports: Union[Sequence[Any], None] = None,
        uniq_id: Union[str, None] = None,
        logging_level: str = "WARNING",
        codegen_opts: Union[Mapping[str, Any], None] = None,
        **others: Any,
    ) -> tuple[str, ...]:
        """Makes a module of a neuron's text, and of a synapse's that goes with it.

        Args:
            nestml_neuron_model: the text, or the name of its file
            nestml_synapse_model: the text of a synapse to go with it, or the name of its file
            module_name: the module's name; a new one if None
            post_ports: the synapse's ports for spikes of the neuron
            mod_ports: its ports for spikes of a volume transmitter
            uniq_id: is added to the models' names, and to the module's, which otherwise gets a new one
            codegen_opts: as of ``generate_nest_target``

        Returns:
            The name of the module, for ``nest.Install``, and those of the models, of the neuron for ``nest.Create``
            and of the synapse for ``nest.Connect``.
        """
        options = dict(codegen_opts or {})
        unique = uniq_id or ""
        texts = dict([_model(t) for t in (nestml_neuron_model, nestml_synapse_model) if t])
        name, *synapse = texts
        if synapse:
            ports = {"post_ports": list(post_ports or ()), "vt_ports": list(mod_ports or ())}
            options["neuron_synapse_pairs"] = [{"neuron": name, "synapses": {synapse[0]: ports}}]
        module = f"nestml_{unique or uuid.uuid4().hex}_module" if module_name is None else module_name
        with tempfile.TemporaryDirectory() as folder:
            for model, text in texts.items():
                Path(folder, model + ".nestml").write_text(text, encoding="utf-8")
            generate_nest_target(
                folder,
                module_name=module,
                suffix=unique + "_nestml",
                logging_level=logging_level,
                codegen_opts=options,
            )
        end = unique + "_nestml"
        if not synapse:
            return module, name + end
        return module, f"{name}{end}__with_{synapse[0]}{end}", f"{synapse[0]}{end}__with_{name}{end}"
