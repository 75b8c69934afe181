# 注释（comments.rs）
xlsx-no-authors = 缺少authors或commentList

# 错误（error.rs）
xlsx-damaged = 工作簿已损坏（{ $part }：{ $why }）；请用Excel或WPS打开后另存为.xlsx再试
xlsx-too-large = 工作簿过大：{ $what }超过{ $most }；请只保留需要的工作表和行

# 工作簿（mod.rs）
xlsx-no-sheet = 工作簿没有工作表“{ $name }”
xlsx-no-sheets = 没有工作表

# 压缩包（package.rs）
xlsx-xls-or-password = 这是.xls或加了密码的工作簿；请去掉密码并另存为.xlsx
xlsx-the-file = 文件
xlsx-not-a-workbook = 不是.xlsx工作簿，或文件不完整（{ $why }）；请重新导出
xlsx-parts = 部件数
xlsx-parts-in-one-place = 部件重复或重叠
xlsx-part-missing = 缺少此部件
xlsx-not-utf-8 = 不是UTF-8

# 工作表（sheet.rs、walk.rs）
xlsx-no-cells = 没有单元格数据
xlsx-cut-off = 不完整
