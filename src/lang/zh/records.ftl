# 逐行读取（block.rs）
records-open-quote = 引号不成对
records-one-line = 一条记录写在一行内，字段内不换行
records-few-columns = 只有{ $n }列
records-columns-at-least = 至少{ $n }列
records-check-header = 请核对分隔符与表头
records-wrong-time = 时间不对
records-time-as = 如2021-12-01 05:00或2021-12-01
records-time-means = 时间指该小时的开始；按日的记录只写日期
records-wrong-output = 产量不对
records-wrong-power = 用电量不对
records-about-full-rate = 吨，满产每条记录约{ $n }
records-check-unit = 请核对单位；累计表底数请先换算为时段产量
records-number-or-empty = 不小于0的数；没有数据留空
records-digits-only = 只写数字，单位写在表头
records-wrong-state = 状态不对
records-states = 运行、停产、检修或故障
records-leave-empty = 没有数据留空
records-unknown-enterprise = 情景中没有企业“{ $name }”
records-unknown-unit = { $enterprise }没有生产设施“{ $name }”

# 错误清单（fault.rs）
records-more-errors = 另有{ $n }处错误未列

# 整个文件（read.rs）
records-steel-too-large = 月度粗钢表超过{ $most } MiB；请确认文件名是否正确，或拆分
records-too-many = 记录涉及的设施过多，须保存的小时（日）超过{ $most }个
records-too-many-help = 请改用日记录，或逐市核查
records-long-line = 一行超过{ $most } MiB；请确认是每行一条记录的CSV文件
records-header-only = 文件只有表头，没有记录
records-save-as-csv = 请另存为CSV（UTF-8或GB18030）
records-empty = 文件是空的
records-workbook = 这是工作簿，不是CSV
records-zero-byte = 文件含空字节，可能是UTF-16或不是文本
records-header-lacks = 表头缺少列：{ $columns }
records-columns-needed = 记录：企业、生产设施、时间，及产量、用电量、状态至少一列；统计：企业、月份、粗钢产量
records-column-twice = 表头有两列“{ $column }”
records-unknown-measure = 不认识的计量单位
records-measures = 吨、万吨、kWh、MWh
records-none-of-season = 没有本季内的记录
records-season = { $first }至{ $last }
records-clash = { $place }同一时段已有不同的记录
records-clash-help = 哪条为真不由程序决定：删去错的一条；一小时内有多条的先合成一条
records-hours-and-days = { $place }既有按小时的又有按日的记录
records-hours-or-days = 每台（座）设施只用一种
records-of-rows = { $says }（{ $rows }行）

# 月度粗钢（steel.rs）
records-few-columns-or-open-quote = 列数不足或引号不成对
records-wrong-month = 月份不对
records-month = { $year }年{ $month }月
records-month-as = 如2021-12
records-one-month-a-row = 一行一个月
records-wrong-steel = 粗钢产量不对
records-number-of-tonnes = 不小于0的数，吨
records-month-twice = { $enterprise }的{ $month }前面已填{ $old }吨
records-one-row-a-month = 每企业每月只留一行

# 生成带问题的记录（generate/tricks.rs）
records-trick-needs-stop = 须有8天以上、前后各4天在生产的整停
records-trick-needs-slow-oven = 须有9天以上、延长两成以上的焦炉
records-trick-needs-records = 须有记录
records-trick-needs-running = 须有连续14天在生产
records-trick-needs-steel = 须为有高炉或电炉的企业，且有完整的月份
