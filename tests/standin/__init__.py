"""A stand-in for GitHub: a real HTTP server with real git behind it, held to GitHub's own API description."""
