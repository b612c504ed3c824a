"""How the application is installed and what helps when it does not work: by number, by plain words, with pictures.

What is said stands in `data/`: `any.toml` for whatever application, `ihanoi.toml` and `vneid.toml` over it, and over
both a campaign's own file, which lies beside its campaign file. `content` lays them over one another, `guide` answers,
`pictures` takes pictures in and hands the codes to scan out.

Begin with `guide`; other rooms ask `guide.first_answer`.
"""
