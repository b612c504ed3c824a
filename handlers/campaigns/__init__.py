"""A campaign as one readable file: read with all its mistakes named, held against what stands, taken over.

`campaign_file` reads sections one by one, `campaign_rules` what they say about each other, `toml_places` knows the
lines, `campaign_load` decides facts and differences.

Begin with `campaign_file`.
"""
