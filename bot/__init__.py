"""retro-bot: retrospectives from experiment reports, with every number grounded in its source line."""

__version__ = "0.1.0"
