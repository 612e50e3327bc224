"""Formulas of pages as MathML, which browsers show without scripts."""

import html
import re

from latex2mathml.converter import convert

_FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)


def on_page_content(content, **_):
    def formula(found):
        block = found[2] == "["
        math = convert(html.unescape(found[3]), display="block" if block else "inline")
        return f'<div class="formula">{math}</div>' if block else math

    return _FORMULA.sub(formula, content)
