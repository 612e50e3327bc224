"""A server that speaks the protocol of NEST Server, for NEST Desktop, nest-client and others: ``python3 -m myelin.server``.

Two processes share the work. One talks to clients (``app``, ``access``, ``connections``): it looks at tokens, limits
and origins, and never runs what a client sent. It starts the other (``worker``), which has the kernel and does one
call at a time (``calls``, ``scripts``); when that one does not stop in time, or dies, a new one takes its place
(``kernel``). The token is known to the first process only.
"""
