# 读文件的错误怎样写出（src/input/error.rs）
input-cell = { $file }，单元格{ $address }
input-cell-of-sheet = { $file }，工作表{ $sheet }，单元格{ $address }
input-error = 错误
input-row = 本行
input-expected = 应为
input-expected-here = 应为：{ $what }
input-value = 值
input-help = 办法
input-errors-or-more = 至少{ $count }处错误，其余未列
input-errors = 共{ $count }处错误

# 文件的种类和字段的内容（src/input/field.rs）
input-scenario = 情景文件
input-policy = 政策文件
input-plan = 计划文件
input-number-at-most = { $number }，且不超过{ $most }
input-number-at-least = { $number }，且不小于{ $least }
input-number-between = { $number }，在{ $least }到{ $most }之间
input-number = 有限的数
input-number-not-below-0 = 不小于0的数
input-number-above-0 = 大于0的数
input-number-0-to-1 = 0到1之间的数
input-name = 名称
input-kind = 设施种类
input-dated-rule = 规则编号
input-level = 预警级别
input-month = 月份
input-cell-text = 文字，不能空
input-cell-flag = 是或否
input-cell-list = 一项或几项，以“、”分开，每项为{ $each }
input-text = 非空文字（加引号）
input-text-at-most = 至多{ $most }个字符的文字
input-flag = true或false
input-date = 日期，如2021-11-15
input-whole-from = 不小于{ $low }的整数
input-whole = { $low }到{ $high }之间的整数
input-choice = { $words }之一
input-table = 表 {"{"} { $body } {"}"}
input-list = 列表 […]，每项为{ $each }
input-one-or-list = { $one }，或其列表
input-number-or-map = { $number }，或按{ $keys }的表
input-map = 按{ $keys }的表，每项为{ $each }

# --set（src/input/set.rs）
set-no-value = 等号后没有值
set-wrong = 应为KEY=VALUE，如ratio.base.C=0.45：{ $why }
set-open-quote = 引号没有闭合
set-no-equals = 没有等号
set-empty-step = 有一级名称是空的
set-after-step = 名称后应为点或等号
set-twice = “{ $key }”给了两次：{ $first }，又有{ $set }
set-two-values = “{ $key }”给了两个值：{ $first }，又有{ $set }
set-twice-help = 请只留一个
set-beyond-value = “{ $name }”在这里只是一个值，其下没有“{ $beyond }”
set-beyond-value-help = 请写到“{ $name }”为止
set-several-items = 有几项的{ $key }都是“{ $name }”
set-several-items-help = 请改用唯一的id
set-no-item-named = { $within }中没有“{ $name }”
set-no-item-numbered = { $within }中没有第“{ $name }”项
set-none-filed = 文件中一项也没有
set-item-number = 序号，1到{ $last }

# 文件的文本（src/input/source.rs）
input-file-too-large = 文件有{ $size } MiB，最多读{ $most } MiB
input-split = 请确认文件名是否正确；如无误，请拆分文件，例如每市一份
input-check-name = 请确认文件名是否正确
input-not-utf-8 = 文件不是UTF-8文本
input-not-utf-8-help = 请另存为UTF-8编码（常见原因：GBK编码）
input-file-empty = 文件是空的
input-control-character = 文件含控制字符，可能不是文本文件

# 不是TOML（src/input/syntax.rs）；没有列出的按解析器的原话
input-too-many-values = 文件约有{ $values }个值、列表和表，最多读{ $most }个
toml-fault = 不是有效的TOML：{ $fault ->
        [duplicate-key] 重复的字段
        [cannot-recurse-further] 嵌套过深
        [recursion-limit] 嵌套过深
        [key-with-no-value] 字段没有值
        [missing-value] 字段没有值
        [missing-comma] 缺少逗号
        [extra-comma] 多余的逗号
        [string-values-must-be-quoted] 文字须加引号
        [unclosed-array] 方括号没有闭合
        [unclosed-inline-table] 花括号没有闭合
        [unclosed-table] 方括号没有闭合
        [missing-assignment] 缺少等号
        [invalid-unquoted-key] 字段名含特殊字符，须加引号
        [invalid-datetime] 日期无效
        [invalid] 写法无效
        [cannot-extend-value] 同一字段前后类型不一
        [unexpected] 多余的内容
        [missing-opening-quote] 缺少引号
       *[other] 语法错误（{ $message }）
    }
toml-twice-line = 与第{ $line }行重复，请删去其中一处
toml-twice = 同一字段写了两次，请删去其中一处
toml-help = 每行一个字段：名称 = 值；文字加引号，数字不带单位

# 字段（src/input/walk.rs）
input-newer-schema = 文件格式版本{ $schema }比本程序新（本程序读到版本{ $known }）
input-newer-schema-help = 请升级stagger，或按本版本的格式填报
input-did-you-mean = 是否指“{ $name }”？
input-known = 可用：{ $names }
input-unknown-field = { $place }中没有字段“{ $name }”
input-missing-field = { $place }缺少字段“{ $name }”
input-missing-field-help = 请填写{ $name }：{ $means }（{ $expected }）
input-start-after-end = 起始日{ $start }晚于结束日{ $end }
input-start-after-end-help = 起止日期都计入，请核对先后
input-wrong-value = “{ $name }”的值不对
input-wrong-value-help = { $name }：{ $means }
input-no-day = 日期{ $day }不存在
input-no-day-expected = 日历上有的日期，如2021-11-15
input-no-day-help = 请核对月份和日数
input-time = “{ $name }”须为日期，不带时刻
input-time-help = 停产按整日（0时至24时）计，请去掉时刻
input-unknown-dated-rule = 没有按所列日期生效的规则“{ $name }”
input-unknown-kind = 没有设施种类“{ $name }”
input-unknown-level = 没有预警级别“{ $name }”
input-unknown-month = 没有月份“{ $name }”
input-unknown-month-expected = "年-月"，如"2021-12"

# 另一种文件（src/input/which.rs）
input-which-policy = { $file }是{ $is }，不是{ $wanted }：情景以policy字段指明政策文件
input-which-scenario = { $file }是{ $is }，不是{ $wanted }：这里应写情景文件（SCENARIO）
input-which-plan = { $file }是{ $is }，不是{ $wanted }：先写情景（SCENARIO），这里应为计划
