"""press typesets specimen issues of periodicals that do not exist, with exact truth in the record contract.

A *family* (`press.families`, one file each) says what a periodical of that kind prints (`write`) and how it looks
(`TEMPLATE`, in Typst). `press.writing` invents the text, `press.typesetting` sets it and asks the typesetter where every
character went, `press.truth` turns those places into a record, and `press.degradation` makes the pages look scanned.
The same family and seed give the same issue, byte for byte, on the same fonts.
"""
