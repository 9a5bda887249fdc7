"""One module a command, found by its name (``why_not`` is ``why-not``); ``command`` is what runs.

A module imports click alone at its top, and what the command needs when it runs, so that ``--help`` is quick.
"""
