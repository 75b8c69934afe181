# 企业填报表的填写说明（form.rs）
form-scenario = 情景：{ $scenario }。秋冬季{ $start }至{ $end }。
form-rows = 在“停产”表中每次停产填一行：A 企业、B 生产设施、C 措施、D 停产开始、E 停产结束、F 出焦时间、G 备注。已定的停产（检修）也要列入。
form-days = 停产首日、末日均为整日停产（0时至24时），均计入。
form-measure = 措施：停产；焦炉填“延长出焦时间”，并填写延长后的出焦时间（小时）。不得以降低生产负荷方式代替停产。
form-drop-downs = 企业和设施从下拉列表中选；列的顺序可变，可以加自己的列。不需要停产的设施不填。
form-check = 市里用“stagger check 情景 本文件”审核；规则见“规则”表。

# 计划是据何编制的（made.rs）
made-scenario-changed = 计划编制之后情景文件有改动（当时{ $then }，现为{ $now }）
made-other-policy = 计划按政策“{ $policy }”（{ $then }）编制，这里按“{ $current }”（{ $now }）判定
made-other-sets = 计划编制时的改动为：{ $then }；这里为：{ $now }
made-no-sets = 无

# 问题所在的单元格（open.rs）
plan-at-cells = { $note }［{ $cells }{ $dots }］
plan-cells = { $cells }、{ $cell }

# 停产表（table.rs）
plan-no-table = 没有找到停产表的表头
plan-header-expected = 一行表头：企业、生产设施、停产开始、停产结束
plan-header-help = 表头须在前{ $rows }行内；“stagger template 情景 -o form.xlsx”生成标准表格
plan-of-records = 这是运行记录或统计报表，不是停产计划
plan-of-records-expected = 停产计划；运行记录和统计报表须为CSV文件，第一行即为表头
plan-of-records-help = 请将本表另存为CSV（UTF-8或GB18030）并删去表头以上各行，再与计划一并交“stagger audit”
plan-column-twice = “{ $column }”有两列
plan-column-twice-help = 请删去或改名其中一列
plan-column-missing = 表头缺少“{ $column }”列
# 列名已是中文，不再重复
plan-column-missing-help =
    请加上“{ $column }”列，或核对表头的写法{ $chinese ->
       *[other] {""}
    }
plan-measure-unknown = 没有措施“{ $measure }”
plan-measure-expected = 停产，或延长出焦时间（仅焦炉）
plan-measure-help = 不得以降低生产负荷代替停产
plan-stop-with-hours = 措施为停产，却填了出焦时间
plan-stop-with-hours-help = 停产请清空出焦时间；延长出焦请把措施改为“延长出焦时间”
plan-name-of-several = “{ $name }”不止一个
plan-name-expected = 编号

# 计划文件中待填写的内容（write.rs）
plan-to-be-filled-in = 待填写
