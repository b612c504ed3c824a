"""Zalo, through its Bot Platform: a client of our own over httpx, since no published one tells all errors.

Begin in `channel`. Each bot of ours is a channel, zalo/BOT, for it serves few people and has its own token. `client`
asks the Bot API and judges an answer by what stands in it, never by its HTTP status; `decoding` reads what Zalo brings,
`sending` says a message and maps every error to one of the endings of bot/channels/channel.py, `files` fetches what
people send. Updates come at the `webhook`; `polling` is for development and may lose some. `setup` is what an operator
asks: `tungngo zalo …`.
"""
