-- Where several processes share a database, who is at it: as the holder of leases is called.
ALTER TABLE errand ADD COLUMN holder TEXT NOT NULL DEFAULT ''; -- empty: nobody yet
