"""How advice is shown: one document, as many formats as there are modules in ``formats``."""
