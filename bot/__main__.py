"""`python -m bot …` is the same as `tungngo …`."""

from bot.cli import app

if __name__ == "__main__":
    app()
