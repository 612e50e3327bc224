"""Draws random scenarios, has NEST and Myelin simulate them, and tells what differs.

    scenario   plain data: steps that create, connect, simulate, change, read (`drawn.py`)
    words      the steps as lines of PyNEST, the same for both (`words.py`)
    player     runs such lines in a process of NEST or of Myelin (`player.py`, `players.py`)
    compared   what differs between the two answers (`compared.py`)
    reasons    differences that are understood (`reasons.py`)
    smaller    the least scenario that still differs in the same way (`smaller.py`)

docs/testing.md tells how to run it.
"""
