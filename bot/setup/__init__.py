"""Setting a repository up for the bot, and finding what is wrong with a set-up. Pure."""
