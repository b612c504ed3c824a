"""How a clerk asks for invitations: «/moi thẻ», «mời Đặng Văn Hai», «làm mới thẻ của bác Bảy»."""

# «thế» is somebody's name; without accents it is taken for the card, which is what clerks type.
CARDS = ("thẻ mời", "in thẻ", "in lại thẻ", "thẻ", "the moi", "in the", "in lai the", "the")
RENEWING = ("làm mới", "lam moi")

# In plain words only what cannot mean «mới» or «mỗi».
INVITING_SAID = ("mời vào chat", "mời lại", "mời")
PRINTING_SAID = ("in lại thẻ mời", "in lại thẻ", "in thẻ mời", "in thẻ", "in lai the moi", "in lai the", "in the moi")
RENEWING_SAID = ("làm mới thẻ mời", "làm mới thẻ", "làm lại thẻ", "lam moi the", "lam lai the")
OF = "của "
EVERYBODY = {"", "tat ca", "het", "ca phuong", "moi nguoi", "tat ca moi nguoi"}
