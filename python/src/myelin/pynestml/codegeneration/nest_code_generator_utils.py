"""A model that is made and can be installed at once."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Union

from ..frontend.pynestml_frontend import generate_nest_target


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
    ) -> tuple[str, str]:
        """Makes a module of a neuron's text.

        Args:
            nestml_neuron_model: the text, or the name of its file
            nestml_synapse_model: a synapse to go with it, which is refused
            module_name: the module's name; a new one if None
            uniq_id: is added to the model's name; a new one if None
            codegen_opts: as of ``generate_nest_target``

        Returns:
            The name of the module, for ``nest.Install``, and that of the model, for ``nest.Create``.

        Raises:
            NotImplementedError: if a synapse is given.
        """
        options = dict(codegen_opts or {})
        if nestml_synapse_model:
            options["neuron_synapse_pairs"] = [{"neuron": "", "synapse": ""}]
        unique = uuid.uuid4().hex if uniq_id is None else uniq_id
        text, name = nestml_neuron_model, "model"
        if "\n" not in text and text.endswith(".nestml"):
            name = Path(text).stem
            text = Path(text).read_text(encoding="utf-8")
        found = re.search(r"^[ \t]*(?:model|neuron)[ \t]+(\w+)", text, re.MULTILINE)
        if found:
            name = found.group(1)
        module = f"nestml_{unique}_module" if module_name is None else module_name
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name + ".nestml")
            file.write_text(text, encoding="utf-8")
            generate_nest_target(
                str(file),
                module_name=module,
                suffix=unique + "_nestml",
                logging_level=logging_level,
                codegen_opts=options,
            )
        return module, name + unique + "_nestml"
