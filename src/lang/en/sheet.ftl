# Workbooks, written (write.rs)
sheet-clock = this machine's clock stands before 1970; set it and run the command again

# CSV files (csv.rs)
sheet-control-character = a control character ({ $code }): this is no text file; check its name
sheet-open-quote = the quote opened on line { $line } is never closed; close it or leave it out
sheet-not-utf-8 = the file is neither UTF-8 nor GB18030 text; save it as "CSV UTF-8"

# Cells that cannot be used (draft.rs)
sheet-formula-error = a formula in error: { $error }
sheet-formula-error-help = correct the formula, or enter the value itself
sheet-no-result = a formula without its stored result
sheet-no-result-help = open the file in a spreadsheet program and save it, or enter the value itself
sheet-merged-across = merged with { $cell } across columns
sheet-merged-across-help = undo the merge across columns and fill in each cell

# The number of cells (mod.rs)
sheet-too-many-cells = more than { $most } cells; delete rows, columns and sheets that do not belong here

# Zip packages (package.rs)
sheet-xlsb = no .xlsb is read; save the workbook as .xlsx
sheet-document = a Word document, no workbook; a report is read as .xlsx (stagger report SCENARIO PLAN -o REPORT.xlsx)
sheet-zip-without-workbook = no workbook is in this zip file
sheet-entities = { $part } declares XML entities, which no office program does; open it and save it as .xlsx
sheet-unpacks-too-large = it unpacks to more than { $most } MiB (or a part of it to more than { $of_part } MiB), as a zip bomb does; save it as a new .xlsx

# The file as a whole (read.rs)
sheet-file-too-large = the file has { $size } MiB or more, at most { $most } are read; delete pictures and sheets that do not belong here
sheet-empty = the file is empty
sheet-no-workbook = no workbook: what the file holds is not what its name says (cut short, or a web page renamed); open it and save it as .xlsx
sheet-damaged = the workbook is damaged or cut short; open it and save it as .xlsx
sheet-damaged-why = the workbook is damaged or cut short ({ $why }); open it and save it as .xlsx
sheet-encrypted = the workbook is encrypted; remove its password and hand it in again

# Forms (write.rs)
sheet-instructions = Instructions
