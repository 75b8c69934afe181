# 读情景文件（src/scenario/read.rs）
scenario-no-policy = 没有政策“{ $name }”：既非内置政策，也没有这个文件
scenario-policy-file = 政策文件{ $file }：{ $why }
scenario-policy-file-help = 请填内置政策名称，或政策文件的路径（相对本文件）

# 最多读多少（src/scenario/limits.rs）
scenario-too-many = { $what ->
        [cities] 城市
        [units] 设施
       *[waivers] 豁免
    }有{ $n }项，最多读{ $most }项
scenario-too-many-units-of = 企业{ $id }及其配套企业共有{ $n }台（座）设施，最多读{ $most }台（座）
scenario-too-many-units-of-help = 请把各厂区分别填为企业
scenario-too-many-unit-days = 规则须逐日核对{ $n }台·天（应急响应{ $episodes }，每日停产占比{ $shares }，供暖{ $heating }，配套设施{ $serving }，政策rule_days{ $listed }），最多{ $most }台·天
scenario-too-many-unit-days-help = 请缩短或删去其中最多的一类，或拆分情景，例如每市一份

# 各字段之间（src/scenario/validate.rs）
scenario-long-season = 秋冬季长达{ $days }天，超过一年
scenario-long-season-expected = 至多{ $most }天
scenario-early-season = 秋冬季始于{ $year }年
scenario-early-season-expected = { $first }年或以后
scenario-long-season-help = 请核对起止年份
scenario-city-twice = 城市“{ $name }”重复
scenario-enterprise-twice = 企业编号“{ $id }”重复
scenario-unit-twice = 设施编号“{ $id }”重复
scenario-twice-help = 请改名或删去其一
scenario-no-city = 没有城市“{ $name }”
scenario-serves-unknown = serves所指企业“{ $id }”没有填报
scenario-replaces-unknown = replaces所指设施“{ $id }”没有填报
scenario-replaces-unknown-expected = 企业编号/设施编号
scenario-min-above-max = 下限{ $min }高于上限{ $max }
scenario-min-above-max-help = 请核对上下限
scenario-no-grade = 没有绩效等级“{ $name }”
scenario-no-grade-help = 绩效等级由政策文件的grades规定
scenario-early-end = stagger_end { $end }早于错峰生产期首日{ $start }
scenario-early-end-expected = 不早于{ $start }的日期
scenario-scrap-with-furnace = 全废钢短流程企业{ $name }有高炉
scenario-scrap-with-furnace-help = 有高炉的企业请填 route = "integrated"
scenario-heating-without-furnace = 企业{ $name }有供暖任务但没有高炉
scenario-heating-without-furnace-help = 供暖以高炉铁水量计，请删去heating或填报高炉
scenario-no-last-year = 企业{ $name }缺少字段“steel_last_year_t”
scenario-no-last-year-help = 有高炉或电炉的企业须填上年同期粗钢产量（吨）；新建企业填被置换产能的产量
scenario-last-year-lacks = 上年产量缺少月份：{ $months }
scenario-last-year-lacks-help = 请补上秋冬季所需的每个月
scenario-unit-lacks = { $kind }缺少字段“{ $field }”
scenario-size-of-furnace = 请填写size：高炉容积，立方米
scenario-size-of-oven = 请填写size：炭化室高度，米
scenario-coking-time = 请填写coking_time_h：正常出焦时间，小时
scenario-no-oven = { $kind }没有出焦时间
scenario-no-oven-help = coking_time_h仅用于焦炉，请删去
scenario-early-retired = 退出日{ $retired }不晚于投运日{ $commissioned }
scenario-early-retired-help = retired为退出首日，须晚于投运首日
scenario-down-and-must-run = down与must_run冲突：{ $first }至{ $last }
scenario-down-and-must-run-help = 同一天不能既须停产又不得停产，请改其一
scenario-policy-lacks = 政策{ $policy }没有{ $kind }的{ $table }
scenario-policy-lacks-help = 请在政策文件中加上{ $table }

# 豁免（src/scenario/waiver.rs）
waiver-no-rule = 没有规则“{ $name }”
waiver-no-enterprise = 没有企业“{ $name }”
waiver-no-unit = 没有设施“{ $name }”

# 生成的情景（src/scenario/generate.rs）
generate-few-mills = { $mills }家企业不够{ $cities }座城市用：至少一座城市，每座城市至少一家企业
generate-few-furnaces = { $furnaces }座高炉不够{ $mills }家企业用：高炉数不少于企业数

# 登记表中企业的各行（src/scenario/register/mills.rs）
register-no-enterprise = 没有填企业编号
register-no-enterprise-help = 企业的第一行须填写企业编号
register-rows-differ = 与第{ $row }行同一企业的值不同
register-rows-differ-help = 同一企业各行须一致，或只填第一行

# 登记表中属于别处的行（src/scenario/register/parts.rs）
register-blank = 没有填
register-blank-help = 请填写
register-not-filed = 没有填报“{ $name }”
register-one-row = 只能填一行
register-one-row-help = 请合并为一行
register-total-filed = “生产设施”表中已填合计
register-total-filed-help = 合计在第{ $row }行，请删去其一
register-no-item = 没有类别“{ $name }”
register-no-item-expected = 不得停产，或已定停产

# 读登记表（src/scenario/register/read.rs）
register-no-rows = 工作表{ $sheet }没有内容
register-no-sheet = 没有{ $sheet }工作表，或为空表
register-no-sheet-help = “stagger template --register -o register.xlsx”生成空白登记表
register-column-twice = 这一列重复
register-month-twice = 这个月重复
register-twice-help = 请删去其一
register-other-unit = 表头的单位不对
register-other-unit-help = 请按此单位填写，或删去表头中的单位
register-no-column = 缺少“{ $name }”列
register-no-column-help = 请加上表头：{ $name }
register-unknown-column = 没有这一列
register-unknown-column-help = 是否指“{ $zh }”（{ $name }）？自加的列请另起名
register-no-month = 表头不是月份
register-no-month-expected = 年月，如2021-12，不带单位
register-percentage = 请写成{ $percent }%或{ $fraction }
register-number-with-unit = 数值不带单位，只填数字
register-no-scenario = 没有填情景名称和政策
register-one-scenario = 只能有一个情景
register-one-scenario-help = 请删去多余的行

# 不认识的列和工作表（src/scenario/register/strangers.rs）
register-columns-passed = 不是登记表的列，未读取：{ $columns }
register-sheets-passed = 不是登记表的工作表，未读取：{ $sheets }
register-two-sheets = 工作表{ $sheet }有两张
register-unknown-sheet = 没有名为“{ $name }”的工作表
register-unknown-sheet-help = 若是{ $sheet }，请改为此名（同名的并为一张）；否则请隐藏或删去

# 登记表的工作表（src/scenario/register/tabs.rs）
register-tab-scenario = 情景名称、政策和秋冬季起止，一行
register-tab-cities = 每座城市一行
register-tab-units = 每台（座）设施一行；企业的各列在第一行填写，其后各行重复或留空
register-tab-spans = 设施不得停产的时段和已定的停产时段，每段一行
register-tab-steel-by-month = 上年同期各月粗钢产量，吨；填在这里的企业，“生产设施”表中不再填合计
register-tab-steel-quota = 日历年粗钢产量指标，每企业每年一行
register-tab-heating = 供暖所需最低铁水量，每企业一行
register-tab-stopped-share = 每日高炉停产占比的上下限，每段一行
register-tab-day-weight = 各月扩散条件权重，未填为1
register-tab-episodes = 已启动的重污染天气应急响应，每次一行
register-tab-waivers = 豁免文件，每项一行；所涉问题仍为问题，只加注豁免

# 空白登记表的说明（src/scenario/register/write.rs）
register-title = 错峰生产登记表
register-choices = 可填：{ $words }
register-about-use = 填好后运行：stagger import register.xlsx -o scenario.toml；再运行 stagger plan scenario.toml -o plan.toml。
register-about-headers = 表头黄色的列必填；每格旁有说明。表头的英文名即情景文件的字段名。
register-about-days = 日期写成日期单元格，或2021-11-15、2021/11/15、2021年11月15日、11月15日（本季的）；起止日均计入。
register-about-lists = 一格内有多项时用“、”或换行分开。比例写成小数或百分数（0.35或35%）。
register-about-more = 可以加自己的列和工作表，导入时略过并列出；表头和表名请勿改动；列的顺序不限；合并单元格按其所跨各行同值读取。
register-about-sheet = 工作表{ $sheet }：{ $about }
register-about-kinds = 设施种类：{ $kinds }

# mod.rs：停炉方式
stop-method-banking = 焖炉
stop-method-blow-down = 停炉
stop-method-emptied = 扒炉
