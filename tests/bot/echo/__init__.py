"""A third channel, as an engineer would add one: a platform that shows plain text only, and little of it at a time.

It is no file of bot/ and is not known there: a test puts its kind behind the list of bot/app.py.
"""
