"""`python -m bot` is `retro-bot`."""

from bot.entry import main

main()
