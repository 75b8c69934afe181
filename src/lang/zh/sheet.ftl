# 写工作簿（write.rs）
sheet-clock = 本机时钟早于1970年，请校准后再运行

# CSV文件（csv.rs）
sheet-control-character = 文件含控制字符（{ $code }），不是文本文件；请核对文件名
sheet-open-quote = 第{ $line }行的引号没有闭合；请补上引号或删去多余的引号
sheet-not-utf-8 = 文件既不是UTF-8也不是GB18030文本；请另存为“CSV UTF-8”

# 不能用的单元格（draft.rs）
sheet-formula-error = 公式出错：{ $error }
sheet-formula-error-help = 请改正公式，或直接填写数值
sheet-no-result = 公式没有存下结果
sheet-no-result-help = 请用Excel或WPS打开后保存，或直接填写数值
sheet-merged-across = 本格与{ $cell }合并，跨了列
sheet-merged-across-help = 请取消跨列合并，逐格填写

# 单元格数（mod.rs）
sheet-too-many-cells = 单元格超过{ $most }个；请删去无关的行、列和工作表

# 压缩包（package.rs）
sheet-xlsb = 不支持.xlsb；请另存为.xlsx
sheet-document = 这是Word文档，不是工作簿；报告请交.xlsx（stagger report 情景 计划 -o 报告.xlsx）
sheet-zip-without-workbook = 这个压缩包里没有工作簿
sheet-entities = { $part }声明了XML实体，可能是恶意文件；请用Excel或WPS打开后另存为.xlsx
sheet-unpacks-too-large = 解压后过大（超过{ $most } MiB，或某部分超过{ $of_part } MiB），可能是压缩炸弹；请另存为新的.xlsx

# 整个文件（read.rs）
sheet-file-too-large = 文件有{ $size } MiB以上，最多读{ $most } MiB；请删去图片和无关的工作表
sheet-empty = 文件是空的
sheet-no-workbook = 不是工作簿：内容与扩展名不符，可能未下载完整，或是网页改名；请用Excel或WPS打开后另存为.xlsx
sheet-damaged = 工作簿已损坏或不完整；请用Excel或WPS打开后另存为.xlsx
sheet-damaged-why = 工作簿已损坏或不完整（{ $why }）；请用Excel或WPS打开后另存为.xlsx
sheet-encrypted = 工作簿已加密；请去掉打开密码后再交

# 表单（write.rs）
sheet-instructions = 填写说明
