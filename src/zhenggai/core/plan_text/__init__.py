"""A source's text becomes a draft of the plan.

The order of reading, and the modules of each step:

source    `draft.read_plan` is the one entrance; `script` reads a paper in the traditional script by its shadow.
tables    `tables.lay_out` gives paragraphs and `Readout`s. `boxes` and `pipes` make grids; `columns`, `rivals` settle a
          header; `ledgers`, `ladders` read rows, `forms` label and value; `cells`, `captions`, `closing_labels` and
          `handing_out` take a cell or caption apart; `joining` makes one list of several.
gather    `gather` brings together what tables, labelled text and quoted problems (`cycles`, `opening`) gave.
outline   `labels`, `numbered` look at one line, `believing` at the whole document; `outline` cuts it into blocks;
          `headings`, `tail`, `frames` say what a block is.
prose     `prose` finds the rows that carry findings, `climbing` the headings above them, `filling` hands blocks to
          fields; `unlabelled` reads reports and feedback without labels.
fields    `raw` is what all readers give (pieces of lines by slot); `fields` makes findings of it with `problem_text`,
          `numbers`, `measures_split`, `status_text`, `unit_fields`, `blanks`.
draft     `titles`, `kinds` and `about` say what the document is; `draft` puts all together with its notices.

Words come from the catalog; `layout_words` hands them out as patterns.
"""
