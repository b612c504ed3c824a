"""Our own pages: a person's chat at a personal link, and the door for whoever has none yet. They need no platform.

Begin in `channel`. `decoding` reads what a page posts; a message is sent by being recorded (`sending`), and the open
page is told through `Services.signals`. `chatroom` is the chat, `door` the dialog of entering, `files` what was made to
be fetched, `uploads` what people hand in, `personas` the people of the sample, `devices` the cookies, `pages` the
templates.
"""
