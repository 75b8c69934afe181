# 如何补足（advice.rs）
advice-longer =
    （如{ $unit }改为{ $first }至{ $last }停产，多停{ $days }天{ $enough ->
        [no] ，单此还不够
       *[yes] {""}
    }）
advice-new =
    （如{ $unit }新增{ $first }至{ $last }停产，{ $days }天{ $enough ->
        [no] ，单此还不够
       *[yes] {""}
    }）
advice-none = （现有停产都不能再延长或增加：受在役期、停产次数、间隔和每日限额所限，须重新安排）
advice-none-must-run = （现有停产都不能再延长或增加：列入must_run的共{ $days }台·天）

# 各线性规则的限值（breach.rs）
breach =
    实为{ $measured }，{ $bound ->
        [least] 应不低于{ $required }，差{ $by }
       *[most] 应不高于{ $required }，超{ $by }
    }{ $worst }；{ $advice }{ $way }
breach-worst-day = （最差日{ $day }）

# CHANGE
change-crowded = 同一天有{ $furnaces }座高炉停产或复产；请错开一天以上

# CLAIM
claim-objective = 自报费用{ $claimed }元，重算为{ $cost }元；请重新计算[solve]或删去
claim-bound = 自报下界{ $bound }元高于重算费用{ $cost }元，不可能成立
claim-gap = 自报差距{ $claimed }，按自报费用和下界应为{ $gap }

# CONCRETE
concrete-reversed = 开始{ $start }晚于结束{ $end }；请改正日期
concrete-unit-meant = 该企业没有申报设施“{ $unit }”；是否为“{ $known }”？
concrete-unit-unknown = 该企业没有申报设施“{ $unit }”；请核对编号
concrete-enterprise-meant = 情景中没有企业“{ $enterprise }”；是否为“{ $known }”？
concrete-enterprise-unknown = 情景中没有企业“{ $enterprise }”；请核对编号
concrete-outside = 超出本季{ $start }至{ $end }；请改到季内
concrete-idle = 设施不在役（未投运、已退出或长期停产）；不在役的日子不能算停产，请删去
concrete-twice = 同一设施的停产或延长出焦时间相互重叠；请合并

# DOWN
down-lacks = 已定停产有{ $days }天未列入停产；请在计划中补上

# FEED
feed-out = { $kind }比高炉多停累计{ $days }天产量，库存只够{ $stock }天；请让其与高炉同时停产

# GRADE-ORDER
grade-order = { $lower }级合计{ $low }，{ $upper }级合计{ $high }，{ $lower }级应不低于{ $required }；请让{ $lower }级多停或{ $upper }级少停

# IDLE
idle-all-season = 季内在役的{ $days }天全部停产；请核实是否为长期停产设施，并填写last_ran

# MANY-STOPS
many-stops = 停产{ $stops }次，不得超过{ $most }次；请合并或删去{ $beyond }次

# MUST-RUN
must-run-stopped = 不得停产期内停产{ $days }天；请把停产移出不得停产期，或改停其他设施

# ONE-CUT
one-cut = { $mills }家企业中有{ $cut }家（{ $share }）高炉首末停产日同为{ $first }、{ $last }；请错开

# PERMIT
permit-shared = 与企业“{ $other }”共用排污许可证{ $permit }；请核对，或合并申报为一家企业

# PLAUSIBLE
plausible-outside = { $what }完全在本季之外，不起作用；请核对日期
plausible-steel-last-year = 上年同期粗钢{ $last } t，超过本季在役设施满产的1.1倍（{ $most } t）；请核对steel_last_year_t
plausible-no-evidence = 填报了must_run或heating而没有evidence；请附供热负荷核定等文件
plausible-long-idle = 整个秋冬季长期停产，不计入任何比例；请核对日期
plausible-out-of-service = 整个秋冬季不在役，不计入任何比例；请核对日期
plausible-unusual = { $field } = { $filed } { $unit }不在常见范围{ $low }～{ $high }内；请核对

# POLICY-ORDER
policy-order-pays = 停产{ $kind }避免的排放值{ $value }元/t，不低于其损失{ $loss }元/t，停产反而“有利可图”；请核对政策参数

# REPLACEMENT
replacement-retired-late = 被置换的“{ $old }”于{ $retired }退出，置换设施已先在役{ $days }天；请推迟投运或提前退出
replacement-not-retired = 被置换的“{ $old }”未填退出日期，置换设施已先在役{ $days }天；请推迟投运或提前退出

# SCENARIO
scenario-other = 计划写明的情景是“{ $named }”，本情景名为“{ $scenario }”；请核对

# SHORT-RUN
short-run = 两次停产之间只有{ $days }天，应不少于{ $least }天；{ $way }
short-run-move-later = 请把后一次移到{ $first }至{ $last }，或并为一次
short-run-move-earlier = 请把前一次移到{ $first }至{ $last }，或并为一次
short-run-join = 请把两次并为一次
short-run-drop = 其间为must_run，不能合并；请删去一次

# SHORT-STOP
short-stop-add = 停产只有{ $days }天，应不少于{ $least }天，不计入错峰生产比例；请延长{ $more }天（如改为{ $first }至{ $last }）或删去
short-stop-no-room = 停产只有{ $days }天，应不少于{ $least }天，不计入错峰生产比例；前后没有可延长的日子（在役期、must_run、与其他停产的间隔），请删去

# SLOW-SHAPE
slow-shape-short = 延长出焦时间只有{ $days }天，应不少于{ $least }天；请加长{ $more }天或删去
slow-shape-many = 延长出焦时间{ $slowdowns }次，不得超过{ $most }次；请合并或删去{ $beyond }次

# STAGE-STEEL
stage-steel-unlisted = 规则STAGE-STEEL不约束{ $cities }：政策{ $policy }的各阶段没有列出该市。若应受约束，请按政策的写法填写城市名称，或在自己的政策文件中列出。已列出：{ $named }

# WAIVER
waiver-in-part = { $issuer }{ $document }对{ $rule }的豁免（{ $start } – { $end }）只及问题{ $at }的一部分；请核对，或整改
waiver-expired = { $issuer }{ $document }对{ $rule }的豁免已于{ $end }到期，问题在{ $at }；请续办，或整改
waiver-not-yet = { $issuer }{ $document }对{ $rule }的豁免自{ $start }起才生效，问题在{ $at }；请核对，或整改
waiver-of-nothing = { $issuer }{ $document }对{ $rule }的豁免没有所涉的问题；请核对，或删去

# WHOLE-STOP
whole-stop-not-longer = 出焦时间{ $hours } h不长于正常的{ $normal } h；请延长，或删去这条
whole-stop-too-long = 出焦时间{ $hours } h超过政策上限{ $most } h；请缩短到{ $most } h以内
whole-stop-oven = 焦炉只能在已定停产日（down）整座停产；其余日子请改为延长出焦时间
whole-stop-slowed = { $kind }不得以降低生产负荷代替停产；请改为整台停产

# 数量（words.rs）
amount-tonnes = { $tonnes }吨
amount-tonnes-a-day = { $tonnes }吨/日
amount-points = { $points }个百分点
amount-lines = { $lines }条
