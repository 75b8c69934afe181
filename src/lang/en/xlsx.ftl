# Comments (comments.rs)
xlsx-no-authors = no authors or commentList

# Errors (error.rs)
xlsx-damaged = the workbook is damaged ({ $part }: { $why }); open it in a spreadsheet program and save it as .xlsx again
xlsx-too-large = the workbook is too large: { $what } is above { $most }; keep only the sheets and rows that are needed

# Workbooks (mod.rs)
xlsx-no-sheet = the workbook has no sheet "{ $name }"
xlsx-no-sheets = no sheets

# Packages (package.rs)
xlsx-xls-or-password = this is an .xls or a workbook with a password; remove the password and save it as .xlsx
xlsx-the-file = the file
xlsx-not-a-workbook = not an .xlsx workbook, or not the whole of it ({ $why }); export it again
xlsx-parts = number of parts
xlsx-parts-in-one-place = two parts in one place
xlsx-part-missing = missing
xlsx-not-utf-8 = not UTF-8

# Sheets (sheet.rs, walk.rs)
xlsx-no-cells = no cells
xlsx-cut-off = cut off
