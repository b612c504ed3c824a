"""Telegram, through the Bot API: the only room that imports python-telegram-bot.

Begin in `channel`. `decoding` reads what Telegram brings, by slim models of our own; `sending` says a message and maps
every error to one of the endings of bot/channels/channel.py, with `files` for what goes along. Updates come by
`polling` or at the `webhook`; both hand them to the same intake and have presses answered (`callbacks`). `menus` are
the commands that Telegram shows, `setup` is what an operator asks: `tungngo telegram …`.
"""
