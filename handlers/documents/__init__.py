"""Files: what strangers wrote is read (`read/`), what we hand out is drawn (`draw/`). Only the child opens it.

Here stands what both need: `archives` (what a packed file may hold), `unreadable` (why one is refused), `tags` and
`template_check` (what may stand in a letter's template), `campaign_form` (the sheets of a campaign's form). `read`
knows `draw` in one place only: a template is tried by being filled. A child imports no more than its document needs.
"""
