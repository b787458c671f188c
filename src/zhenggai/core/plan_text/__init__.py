"""A source's text becomes a draft of the plan.

`draft.read_plan` is the one entrance. The order of reading, and the modules of each step:

words     `script` reads a paper in the traditional script by its shadow; `lexicon` holds the words of labels, `labels`
          and `numbered` look at one line; `raw` is what all readers give (pieces of lines by slot); `layout_words`
          hands the catalog's words out as patterns.
grids     `tables.lay_out` gives paragraphs and `Readout`s. `boxes` and `pipes` make grids; `columns`, `rivals` settle a
          header; `ledgers`, `ladders` read rows, `forms` label and value; `cells`, `captions`, `closing_labels` and
          `handing_out` take a cell or caption apart; `joining` makes one list of several.
prose     `believing` weighs labels over the whole document; `outline` cuts it into blocks; `headings`, `tail`, `frames`
          say what a block is; `cycles`, `opening` find quoted problems; `reading` finds the rows that carry findings,
          `climbing` the headings above them, `filling` hands blocks to fields; `parallel` parts lists that
          answer each other; `unlabelled` reads papers without labels.
gather    brings together what grids and prose gave.
fields    `reading` makes findings of it with `problem_text`, `numbers`, `measures_split`, `status_text`, `unit_fields`.
about     `titles`, `kinds` and `reading` say what the document is.
own_ledger reads a workbook that we wrote ourselves, by exact rules and before all others.
draft     puts all together with its notices.
"""
