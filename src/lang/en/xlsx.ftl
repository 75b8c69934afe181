# Comments (comments.rs)
xlsx-no-authors = no authors or commentList / 缺少authors或commentList

# Errors (error.rs)
xlsx-damaged = the workbook is damaged ({ $part }: { $why }); open it in a spreadsheet program and save it as .xlsx again
xlsx-too-large = the workbook is too large: { $what } is above { $most }; keep only the sheets and rows that are needed

# Workbooks (mod.rs)
xlsx-no-sheet = the workbook has no sheet "{ $name }"
xlsx-no-sheets = no sheets / 没有工作表

# Packages (package.rs)
xlsx-xls-or-password = this is an .xls or a workbook with a password; remove the password and save it as .xlsx
xlsx-the-file = 文件 / the file
xlsx-not-a-workbook = not an .xlsx workbook, or not the whole of it ({ $why }); export it again
xlsx-parts = 部件数 / number of parts
xlsx-parts-in-one-place = two parts in one place / 部件重复或重叠
xlsx-part-missing = missing / 缺少此部件
xlsx-not-utf-8 = not UTF-8 / 不是UTF-8

# Sheets (sheet.rs, walk.rs)
xlsx-no-cells = no cells / 没有单元格数据
xlsx-cut-off = cut off / 不完整
