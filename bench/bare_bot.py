"""The least that a bot of python-telegram-bot is: one handler, polled. What ours is started beside."""

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def _answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text("Em ghi rồi ạ.")


def main() -> None:
    built = ApplicationBuilder().token(os.environ["TOKEN"]).base_url(f"{os.environ['API']}/bot").job_queue(None)
    application = built.build()
    application.add_handler(MessageHandler(filters.TEXT, _answer))
    application.run_polling()


if __name__ == "__main__":
    main()
