"""The command line; ``main`` is what the program ``advisor`` runs.

While its modules load, an interrupt ends it at once, without a traceback of their insides; then Python's own way holds.
"""

import _signal  # type: ignore[import-not-found]  # signal itself loads much, in which an interrupt would show.

try:
    _is_default = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
    if _is_default:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
except ValueError:  # Not the main thread.
    _is_default = False

from advisor.cli.program import main

if _is_default:
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)

__all__ = ["main"]
