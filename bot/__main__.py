"""`python -m bot` is `retro-bot`."""

from bot.cli import main

main()
