"""How an agency or a school tells a round, without accents: its people, all of them, who has it installed."""

STAFF = (
    "cb|cbcc|cbccvc|ccvc|nv|gv|cbgv|cbnv|cbgvnv|nld|can bo|cong chuc|vien chuc|nhan vien|giao vien|giang vien|"
    "can bo giao vien|can bo nhan vien|can bo cong chuc|can bo cong chuc vien chuc|cong chuc vien chuc|"
    "can bo giao vien nhan vien|cb gv|cb nv|cb gv nv|nguoi lao dong|bien che|thay co"
)
TOTAL = "tong|tong so|tong cong|quan so|si so|tong quan so"
DONE = "cai|cai dat|cai xong|cai duoc|cai roi|da cai|da cai dat|da xong|da tai"
ALL = "het|tat ca|toan bo|du ca|ca"
NO_DONE = "cái"  # things, where accents are written
NOT_YET = "chua|chua cai|con lai|con"
INSTEAD = "chu khong phai|chu khong phai la|khong phai|khong phai la|chu ko phai|ko phai|k phai"
ABOUT = "khoang|tam|gan|hon|chung|xap xi|uoc|tren duoi|may chuc|vai chuc"
# Questions, plans, wishes: what is said about figures that are none.
NONE_OF_IT = (
    "may|bao nhieu|khong|ko|hong|se|mai|ngay mai|tuan sau|du kien|can|muon|dinh|neu|chi tieu|giao|phan dau|co the|dang|"
    "duoc khong|phai|nen|hay|ha|nhi|sao|the nao|bao gio|khi nao|sap|hoi"
)
# What may stand around the figures and changes nothing about them.
AROUND = (
    "em|e|bac|anh|chi|chu|co|ong|ba|chau|minh|toi|toi nay|a|ah|ak|nhe|nha|nhe a|oi|da|vang|thua|kinh gui|chao|bao cao|"
    "bc|bao|gui|nhan|cho|phuong|van phong|truong|truong em|co quan|don vi|ben|ben em|chung em|chung toi|nha truong|o|"
    "cua|la|thi|va|voi|trong do|trong|trong so|tren|hien|hien co|hien tai|hien nay|den nay|tinh den nay|hom nay|nay|"
    "toi gio|so|so lieu|ket qua|nguoi|dong chi|d/c|dc|duoc|roi|xong|dat|ihanoi|app|ung dung|phan mem|deu|lai|vong|ky|"
    "dot|nhu sau|nham|sua|sua lai|dinh chinh|bao nham|ghi nham|em nham|xin loi|cam on|moi nguoi|ngay|den|tinh den|hom"
)
BEFORE_A_DAY = frozenset({"ngay", "den", "hom", "toi", "sang", "chieu", "tu", "truoc", "het"})
