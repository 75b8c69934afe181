# alternatives.rs：备选计划
alternative = 备选{ $n }：{ $path }，费用{ $cost }（多{ $more }）；停产{ $days }炉·天，其中{ $moved }炉·天与本计划不同
alternative-other = 与备选{ $n }不同：{ $days }炉·天
alternative-more = 另有{ $units }台（座）设施变动，stagger diff可列出全部
alternatives-none = 费用多{ $within }以内，未找到停产安排不同的计划；{ $why }
alternatives-few = 费用多{ $within }以内只找到{ $n }份备选；{ $why }
alternatives-interrupted = 编制备选时被中断
alternatives-time-limit = 时限已到，可加大--time-limit
alternatives-within = 可加大--within

# annotate/：送审表上的批注
annotate-note =
    【{ $severity }】{ $rule } { $name }{ $days }
    { $note }
    依据：{ $section } { $clause }
annotate-more = 另有{ $more }条，见工作表“{ $sheet }”
annotate-row = 第{ $row }行
annotate-line = 第{ $line }行
annotate-findings = 审核结果
annotate-findings-columns = 序号 | 级别 | 规则 | 名称 | 城市 | 企业编号 | 企业名称 | 设施或种类 | 首日 | 末日 | 实为 | 要求 | 相差 | 说明 | 整改建议 | 豁免 | 条款 | 位置
annotate-enterprises = 企业与规则
annotate-enterprises-columns = 城市 | 企业编号 | 企业名称 | 违规 | 提示 | 违规中已豁免
annotate-scenario = 情景
annotate-policy = 政策
annotate-plan = 计划
annotate-program = 程序

# audit/：执行核查
audit-issue = { $name }（{ $verdict }） { $days }：{ $note }
audit-holds = 未发现违规；待认定{ $to_settle }处，提示{ $notices }处
audit-breaches = 违规{ $breaches }处；待认定{ $to_settle }处，提示{ $notices }处
audit-scenario = 情景 { $name }（{ $hash }）；stagger { $version }
audit-plan = 计划 { $name }（{ $hash }）：{ $days }
audit-plan-unused = 本季内未执行
audit-records = 记录 { $name }（{ $hash }）：{ $rows }行
audit-days = 核查 { $first } – { $last }，{ $seen }台（座）设施有记录（共{ $all }台（座））
audit-rows-outside = { $n }行不在本季内，未用
audit-rows-repeated = { $n }行与前面的行相同
audit-rows-unknown = { $n }行的企业或设施不在情景内，未用
audit-kinds-columns = 问题 | 名称 | 违规 | 待认定 | 提示
audit-enterprises-columns = 城市 | 企业 | 违规 | 待认定 | 提示
audit-more-rows = 另有{ $n }行，见--format json
audit-ratios = 错峰生产比例（离要求最近的在前）
audit-ratios-columns = 企业 | 种类 | 要求 | 计划 | 至今计划 | 至今实际 | 期末预计
audit-steel = 月粗钢产量（高出计划最多的在前）
audit-steel-columns = 企业 | 月份 | 统计 | 高炉、电炉可解释 | 计划 | 上年同月 | 年度指标余

# changes.rs：两份计划的差别
change-of-unit = { $unit }：{ $changes }（变动{ $days }天）
change-moved = { $before }改为{ $after }
change-appeared = 新增{ $after }
change-vanished = 取消{ $before }
change-slow-down = { $days }延长出焦时间至{ $hours }小时

# columns.rs：并列比较
columns-filed = 计划文件
columns-planned = 按政策编制
columns-impossible = 无可行计划
columns-at-fault = 申报有误
columns-not-found = 时限内未找到计划
columns-iron-lost = 少产铁水
columns-eaf-steel-lost = 电炉少产粗钢
columns-steel = 粗钢
columns-avoided = 减排（颗粒物+SO2+NOx）
columns-restarts = 复产次数
columns-moved = 比首列变动（台·天）
columns-errors = 违规
columns-warnings = 提示
columns-ratio = 高炉错峰生产比例
columns-claimed-gap = { $gap }（自报）
columns-quantity = 项目
columns-source = 来源
columns-policy = 政策
columns-gap = 证明的差距
columns-ratio-of = 高炉错峰生产比例
columns-note = 注意：{ $name }：{ $note }
columns-unclear = 与首列的费用之差小于费用较高一方尚未证明的部分：就双方的最优计划而言，差别可能为零；请以更小的--gap编制两份计划
columns-change = 比首列

# compare.rs：费用各项、变动
cost-margin = 减产损失
cost-restarts = 复产与焖炉
cost-output = 配套设施少产
cost-avoided = 减排价值（抵减）
cost-total = 合计
compare-moved = { $units }台（座）设施有变动，共{ $days }台·天，为原计划停产天数的{ $share }
compare-gained = 新增问题
compare-lost = 消除问题

# findings.rs：问题
severity-error = 违规
severity-warning = 提示
finding-waived = 已豁免：{ $issuer } { $document }，至{ $end }
finding-line = { $head }：{ $note }
finding-line-waived = { $head }：{ $note }（{ $waived }）
finding-clause = { $rule }〔{ $section }〕{ $clause }
finding-city = （全市）
finding-plan = （计划或政策）

# folder.rs：一个文件夹的申报
submissions-unread = 未能读取
submissions-skipped = 略过的其他文件
submissions-missing = 未交
submissions-clashes = 冲突：同一设施出现在两个文件中
submissions-merged = 合并后的计划
submissions = 申报：{ $expected }家企业中{ $handed_in }家已交，{ $missing }家未交；读取{ $files }个文件，{ $unread }个未能读取，{ $clashes }处冲突
submissions-columns = 文件 | 企业 | 停产 | 延长出焦 | 状态
submissions-read = 已读
submissions-errors = { $n }处错误

# format.rs：数量、日期
tonnes = { $scale ->
    [ten-thousands] { $x }万吨
   *[units] { $x }吨
}
cny = { $scale ->
    [hundred-millions] { $x }亿元
    [ten-thousands] { $x }万元
   *[units] { $x }元
}
points = { $n }个百分点
date = { $year }年{ $month }{ $day }日
short-date = { $month }{ $day }日
month = { $n }月
span = { $first }0时至{ $last }24时（{ $days }天）
short-span = { $first }至{ $last }
days = { $n }天
list-comma = ，
list-pause = 、
list-and = 、
list-semicolon = ；

# ledger/：台账
ledger-problem = { $rule }{ $days }：{ $note }
ledger-to-do-waived = { $advice }；{ $waived }
ledger-sheet = 台账
ledger-none = 里面没有本程序建立的台账（找不到“状态”列或隐藏的“stagger”列）；请给出原台账，或换一个新文件名另建
ledger-full = 台账已写到工作表的最后一行（第{ $last }行），容不下新问题；请删去往下多填的单元格，或换一个新文件名另建

# mend.rs：整改建议
mend-none = 没有可行的整改方案：
mend-kept = 没有可行的整改方案：要求保持不动的设施（--keep）本身违反规则：
mend-stopped = 时限内未找到合规的整改方案，也未证明没有；请加大--time-limit
mend-faulty = 本程序有错，整改后的计划未通过审核：{ $first }
mend-behind = 已成事实、无法补救的违规，不列入整改建议
mend-nearest = 最接近申报的合规计划：变动{ $units }台（座）设施，{ $days }台·天（按产能{ $t }吨·天）
mend-nearest-onwards = 最接近申报、此后合规的计划：变动{ $units }台（座）设施，{ $days }台·天（按产能{ $t }吨·天）
mend-cost = 费用
mend-least = 已证明变动最少。
mend-best-found = 所找到的最好结果：已证明任何合规计划至少变动{ $least }吨·天，本结果至多多变动{ $more }吨·天。
mend-cures = { $changes }；为了{ $rules }

# mod.rs：命令行的改动
report-set = 按选项改动： --set { $set }

# prices.rs、prices/words.rs：各条规则的代价
prices-incomplete = 时限已到或被中断，未全部算完：{ $unknown ->
    [0] {""}
   *[other] “-”未算，
}“此价适用”只到已试的步数，也许更远；请加大--time-limit，或用--city只看一个城市。
prices-not-binding = 放宽也不省钱（不起约束）的限值：{ $limits }
prices-not-binding-counted = 放宽也不省钱（不起约束）的限值：{ $limits }（--all列出各项）
prices-left = 时限内未及计算，请加大--time-limit：{ $limits }
prices-none = 所查规则都不增加费用：放宽任何一条都不省钱。
prices-at-when = { $at }（{ $when }）
prices-by-plans = 按重编的计划
prices-by-todays = 按现限的价格
prices-by-bound = 按下界
prices-tightened = 收紧{ $step }，多花{ $cost }
prices-tightened-no-plan = 再收紧{ $step }就没有计划
prices-tightened-unknown = 收紧的价未算
prices-bounds = （按下界为{ $bounds }）
prices-plans-unclear = ；重编计划之差在未证明的差距之内，不能作准
prices-dearest = 最贵的是{ $at }的{ $name }（{ $rule }）：{ $by }，{ $tightened }；放宽{ $step }，{ $exact ->
    [no] 至多
   *[yes] {""}
}省{ $less }{ $but }。
prices-columns = 规则 | 城市、企业 | 现限 | 一步 | 依据 | 收紧一步多花 | 放宽一步省 | 此价适用
prices-plan-spare = 计划有余量{ $by }
prices-how-todays = 现限的价格
prices-how-bound = 下界
prices-how-plans = 下界、计划
prices-note-bound = “下界”：任何计划至少要花的费用（{ $value }，精确到{ $open }）在移动限值后重算，其差即价格，括号内为所在区间；计划可按份混合，整份计划之差可以不同。再往远处每步变化超过{ $holds }之前为“此价适用”。
prices-note-todays = “现限的价格”：只按现限处的价格（在模型的混合计划中准确）估算，是放宽所省的上限；时限内未及移动限值重算。
prices-note-plans = “计划”：移动限值后重新编制的计划与现限下最好计划之差；后者费用{ $cost }，比最好的至多多{ $open }（{ $share }）。真实价格已证明在括号内（无括号的，区间不超过其{ $wide }）。
prices-note-unclear = “在未证明的差距之内”：计划之差小于两份计划未证明的差距，不能当作价格；请加大--time-limit，并减小--gap。
prices-note-late = 因时限未编出计划（或未两边都编）的限值：{ $n }项；请加大--time-limit。
prices-slack-columns = 规则 | 城市、企业 | 现限（不起约束） | 混合计划中的余量
prices-slack-blank = 空白：余量未知，只有编出计划才知道。
prices-from = 自{ $day }
prices-to = 至{ $day }
prices-as-furnaces = 同高炉
prices-step-steel = { $n }吨钢
prices-step-iron = { $n }吨/日铁水
prices-no-plan = 没有计划
prices-plans-open = 计划：在未证明的差距之内（{ $between }）
prices-plans = 计划{ $amount }
prices-plans-none = 未编出计划
prices-then = ；此后到{ $to }每步{ $amount }
prices-then-no-plan = ；到{ $to }没有计划
prices-then-gone = ；再远即取消

# replan.rs：季中重新安排
replan-from = 自{ $day }起重新安排，此前各日不变
replan-behind = 已成事实、无法补救的违规，不再安排
replan-broken = 原计划此后违反
replan-unsaved = 未写出计划；用--best-effort FILE可得到与要求相差最小的计划
replan-short = 尽力而为的计划仍违反
replan-stopped = 时限内未找到计划，也未证明没有；请加大--time-limit
replan-faulty = 本程序有错，计划未通过审核
replan-moves = 变动
replan-costs = 费用
replan-priced = 费用与变动价（每台·天{ $each }元）合计{ $priced }
replan-priced-gap = 费用与变动价（每台·天{ $each }元）合计{ $priced }，已证明不低于{ $bound }，差距{ $gap }
replan-priced-cut-short = 费用与变动价（每台·天{ $each }元）合计{ $priced }，已证明不低于{ $bound }，差距{ $gap }（要求{ $asked }，{ $ended ->
    [exhausted] 已无可再试
   *[limit] 因时限或中断而止；可加大--time-limit
 }）
