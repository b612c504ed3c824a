"""How a clerk asks for invitations on paper: «/moi thẻ», with or without names behind it."""

# «thế» is somebody's name; without accents it is taken for the card, which is what clerks type.
CARDS = ("thẻ mời", "in thẻ", "thẻ", "the moi", "in the", "the")
