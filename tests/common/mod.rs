//! Scenario texts that tests start from, and the slow, obvious computations that judge the fast ones.

pub mod agreement;
pub mod breaking;
pub mod by_hand;
pub mod exhaustive;
pub mod recount;

/// A small city that uses every field once: one integrated mill with all its kinds, one that serves it, one scrap-eaf mill.
pub const SMALL: &str = r#"schema = 1
name = "示例市2021-2022年秋冬季"
policy = "autumn-winter-2021"

[[cities]]
name = "唐山市"
min_bf_ratio = 0.30
stopped_share = { start = 2021-11-15, end = 2022-03-15, min = 0.10, max = 0.60 }
day_weight = { "2021-12" = 1.4, "2022-01" = 1.5 }

[[episodes]]
city = "唐山市"
level = "orange"
start = 2021-12-08
end = 2021-12-12

[[enterprises]]
id = "TS01"
permit = "91130200TS01"
name = "甲钢铁有限公司"
city = "唐山市"
grade = "B"
route = "integrated"
violations = ["central-inspection"]
capacity_utilisation = 1.08
min_ratio = 0.32
stagger_end = 2022-03-31
steel_last_year_t = 1_250_000
steel_per_iron = 1.08
steel_quota = [{ year = 2021, limit_t = 6_800_000, made_t = 5_300_000 }]
evidence = ["热负荷核定2021-38号"]
heating = { start = 2021-11-15, end = 2022-03-15, min_iron_t_d = 3000 }

[[enterprises.units]]
id = "1#高炉"
kind = "blast-furnace"
size = 1080
rate_t_d = 3400
must_run = [{ start = 2021-11-15, end = 2021-12-15, reason = "heating" }]
down = [{ start = 2021-10-08, end = 2021-10-27, reason = "overhaul" }]

[[enterprises.units]]
id = "2#高炉"
kind = "blast-furnace"
size = 1080
rate_t_d = 3400

[[enterprises.units]]
id = "1#焦炉"
kind = "coke-oven"
size = 6.0
rate_t_d = 1500
coking_time_h = 19

[[enterprises.units]]
id = "1#烧结机"
kind = "sinter"
rate_t_d = 5000

[[enterprises]]
id = "TS02"
name = "乙球团有限公司"
city = "唐山市"
grade = "C"
route = "integrated"
serves = ["TS01", "TS02", "TS03"]

[[enterprises.units]]
id = "1#竖炉"
kind = "pellet"
rate_t_d = 1200

[[enterprises.units]]
id = "1#石灰窑"
kind = "lime-kiln"
rate_t_d = 400
replaces = ["TS02/1#竖炉"]

[[enterprises]]
id = "TS03"
name = "丙电炉有限公司"
city = "唐山市"
grade = "A"
route = "scrap-eaf"
ultra_low_emission = true
steel_last_year_t = { "2020-10" = 60000, "2020-11" = 58000, "2020-12" = 60000, "2021-01" = 60000, "2021-02" = 54000, "2021-03" = 60000 }

[[enterprises.units]]
id = "1#电炉"
kind = "eaf"
rate_t_d = 2000
"#;

/// A plan for [`SMALL`].
pub const PLAN: &str = r#"schema = 1
scenario = "示例市2021-2022年秋冬季"

[[stops]]
enterprise = "TS01"
unit = "2#高炉"
start = 2021-12-20
end = "2022-02-28"

[[slowdowns]]
enterprise = "TS01"
unit = "1#焦炉"
start = 2021-11-15
end = 2022-03-31
coking_time_h = 36

[solve]
objective = 1.5e8
bound = 1.4e8
gap = 0.06

[approval]
number = "唐环错峰〔2021〕12号"
date = 2021-12-17
valid_from = "2021-12-20"
reason = "2#高炉风口烧损"
"#;
