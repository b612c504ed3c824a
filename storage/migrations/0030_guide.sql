-- A campaign's own guide to its application, and the pictures that go with its steps.
CREATE TABLE guide (
    campaign_id ID PRIMARY KEY REFERENCES campaign (id),
    body DOCUMENT NOT NULL,             -- what its file says beside ours
    loaded INSTANT NOT NULL
);

CREATE TABLE guide_picture (
    campaign_id ID NOT NULL REFERENCES campaign (id),
    step TEXT NOT NULL,                 -- entry-number: install-2
    file_id ID NOT NULL REFERENCES file (id),
    PRIMARY KEY (campaign_id, step)
);
-- what a file is the picture of: before it goes
CREATE INDEX guide_picture_file ON guide_picture (file_id);
