# export/workbook.rs
grid-sheet = 逐日安排
grid-sheet-of-weeks = 逐周安排
grid-only-part = { $span }　本表只有计划的一部分
grid-how = “停”为停产，数字为出焦时间（小时）。直接改每日的格子，保存后审核：stagger check 情景 本文件.xlsx
grid-how-of-weeks = 数字为当周停产天数，带h的为当周最长出焦时间。仅供阅读，修改请用逐日表
grid-when-written = 生成时：{ $verdict }
grid-name = 名称
grid-kind = 种类
grid-size = 规格
grid-rate = 吨/日
grid-days = 天数
grid-month = { $year }年{ $month }月
grid-stop = 停
grid-share = { $city } 高炉日停产占比（按铁水产能）
grid-chart = 高炉日停产占比（按铁水产能）
grid-page = 第 &P 页，共 &N 页

# export/csv.rs
csv-stop = 停产
csv-slow = 延长出焦时间
csv-days = 天数
csv-tonnes = 少产（吨）

# plan/grid.rs
grid-of-weeks = 这是逐周表，看不出哪几天停产
grid-of-weeks-help = 请修改并上报逐日表：stagger gantt 情景 计划 -o plan.xlsx
grid-days-apart = { $day }之后是{ $next }：表头的日期应逐日相连
grid-days-apart-help = 请补回缺少的日期列，或改正写错的日期
grid-cell = “{ $value }”既不是停产也不是出焦时间
grid-cell-expected = 停（停产）、小时数（延长出焦时间，仅焦炉）或留空（生产）

# cli/gantt.rs
grid-by-is-for-xlsx = --by week 只用于工作簿：请把-o改为以.xlsx结尾的文件名，或去掉--by
