//! The fields of a scenario file, contract section 2.

use crate::input::field::{Field, Keys, Limit, Record, Type, optional, required};
use crate::kind::Kind;
use crate::policy::format::{END, SEASON, START};

/// A scenario file.
pub static SCENARIO: Record = Record {
    name: "scenario",
    ordered: false,
    fields: &[
        required("schema", Type::Whole(1, i64::MAX), "格式版本，现为1", "version of the format, now 1"),
        required("name", Type::Text, "情景名称", "its name"),
        required(
            "policy",
            Type::Text,
            "内置政策名称，或政策文件路径（相对本文件）",
            "a built-in policy, or a path relative to this file",
        ),
        optional("season", Type::Table(&SEASON), "秋冬季起止日期；默认取政策的", "the season; default the policy's"),
        required("cities", Type::List(&Type::Table(&CITY)), "城市", "cities"),
        optional(
            "episodes",
            Type::List(&Type::Table(&EPISODE)),
            "已启动的重污染天气应急响应",
            "heavy-pollution episodes in force",
        ),
        required("enterprises", Type::List(&Type::Table(&ENTERPRISE)), "企业", "enterprises"),
        optional(
            "waivers",
            Type::List(&Type::Table(&WAIVER)),
            "豁免文件；所涉问题仍为问题",
            "documents that waive a rule; its findings stay findings",
        ),
    ],
};

pub(super) static CITY: Record = Record {
    name: "[[cities]]",
    ordered: false,
    fields: &[
        required("name", Type::Text, "城市名称", "its name"),
        optional(
            "min_bf_ratio",
            Type::Number(Limit::Fraction),
            "全市高炉错峰生产比例下限",
            "city-wide blast-furnace ratio, at least",
        ),
        optional(
            "stopped_share",
            Type::OneOrList(&Type::Table(&BAND)),
            "每日高炉停产占比的上下限",
            "bounds on the daily stopped share of the furnaces",
        ),
        optional(
            "day_weight",
            Type::Map(Keys::Months, &Type::Number(Limit::NonNegative)),
            "各月扩散条件权重；未列为1",
            "how bad dispersion is by month; other months 1",
        ),
    ],
};

pub(super) static BAND: Record = Record {
    name: "stopped_share",
    ordered: true,
    fields: &[
        START,
        END,
        optional("min", Type::Number(Limit::Fraction), "下限；默认0", "at least; default 0"),
        optional("max", Type::Number(Limit::Fraction), "上限；默认1", "at most; default 1"),
    ],
};

pub(super) static EPISODE: Record = Record {
    name: "[[episodes]]",
    ordered: true,
    fields: &[
        required("city", Type::Text, "城市名称", "the city"),
        required("level", Type::Choice(&["yellow", "orange", "red"]), "预警级别", "level of the episode"),
        START,
        END,
    ],
};

pub(super) static ENTERPRISE: Record = Record {
    name: "[[enterprises]]",
    ordered: false,
    fields: &[
        required("id", Type::Text, "企业编号，唯一", "unique id"),
        optional("permit", Type::Text, "排污许可证编号", "pollutant-discharge permit"),
        required("name", Type::Text, "企业名称", "its name"),
        required("city", Type::Text, "所在城市", "its city"),
        required("grade", Type::Text, "环保绩效等级", "one of the policy's grades"),
        required(
            "route",
            Type::Choice(&["integrated", "scrap-eaf"]),
            "长流程或全废钢短流程",
            "integrated, or scrap-eaf without a blast furnace",
        ),
        optional(
            "ultra_low_emission",
            Type::Flag,
            "完成超低排放改造；默认否",
            "ultra-low-emission retrofit done; default false",
        ),
        optional(
            "violations",
            Type::List(&Type::Choice(&["central-inspection", "capacity-look-back"])),
            "2021年以来违法违规；默认无",
            "violations since 2021; default none",
        ),
        optional(
            "capacity_utilisation",
            Type::Number(Limit::NonNegative),
            "上年粗钢产量与核定产能之比；默认1",
            "last year's crude steel / licensed capacity; default 1",
        ),
        optional("norm_listed", Type::Flag, "列入规范公告；默认是", "on the MIIT norm list; default true"),
        optional(
            "min_ratio",
            Type::Number(Limit::Fraction),
            "城市另定的错峰生产比例下限",
            "the city asks at least this ratio",
        ),
        optional("stagger_end", Type::Date, "本企业错峰生产期末日", "its own end of the staggering period"),
        optional(
            "serves",
            Type::List(&Type::Text),
            "其设施所配套的其他企业编号",
            "mills whose furnaces its ancillary units serve",
        ),
        optional(
            "steel_last_year_t",
            Type::NumberOrMap(Limit::NonNegative, Keys::Months),
            "上年同期粗钢产量，吨；有高炉或电炉者必填",
            "crude steel over the same days last year, t, or by month; required with a furnace or an EAF",
        ),
        optional(
            "steel_per_iron",
            Type::Number(Limit::Positive),
            "钢铁比；默认1",
            "t crude steel per t hot metal; default 1",
        ),
        optional("steel_quota", Type::List(&Type::Table(&QUOTA)), "日历年粗钢产量指标", "calendar-year caps on crude steel"),
        optional(
            "margin_cny_t",
            Type::Number(Limit::NonNegative),
            "每吨铁水毛利，元",
            "margin lost per t of hot metal, CNY",
        ),
        optional("evidence", Type::List(&Type::Text), "核定供暖等任务的文件", "documents that certify must_run and heating"),
        optional("county", Type::Text, "县（市、区）", "county or district; reports print it"),
        optional("responsible", Type::Text, "责任人", "who answers for the mill's stops; reports print it"),
        optional("stop_method", METHOD, "默认停炉方式；用于本企业各高炉", "how its furnaces are stopped; reports print it"),
        optional("heating", Type::Table(&HEATING), "供暖所需最低铁水量", "hot metal that district heating needs"),
        optional("units", Type::List(&Type::Table(&UNIT)), "生产设施", "its units"),
    ],
};

pub(super) static WAIVER: Record = Record {
    name: "[[waivers]]",
    ordered: true,
    fields: &[
        required("rule", Type::Text, "所豁免的规则，如SHORT-STOP", "the rule that it waives, as SHORT-STOP"),
        required("enterprise", Type::Text, "企业编号", "id of the enterprise"),
        optional("unit", Type::Text, "设施编号；默认整个企业", "id of the unit; default all that is the enterprise's"),
        START,
        END,
        required("document", Type::Text, "豁免文件文号", "number of the document"),
        required("issuer", Type::Text, "批准机关", "who issued it"),
    ],
};

pub(super) static QUOTA: Record = Record {
    name: "steel_quota",
    ordered: false,
    fields: &[
        required("year", Type::Whole(1900, 9999), "日历年", "calendar year"),
        required("limit_t", Type::Number(Limit::NonNegative), "指标，吨", "cap, t"),
        required(
            "made_t",
            Type::Number(Limit::NonNegative),
            "秋冬季前已产，吨（次年填0）",
            "made before the season, t (0 for its second year)",
        ),
    ],
};

pub(super) static HEATING: Record = Record {
    name: "heating",
    ordered: true,
    fields: &[
        START,
        END,
        required("min_iron_t_d", Type::Number(Limit::NonNegative), "每日铁水不少于，吨", "hot metal at least, t/d"),
    ],
};

pub(super) static UNIT: Record = Record {
    name: "[[enterprises.units]]",
    ordered: false,
    fields: &[
        required("id", Type::Text, "设施编号，企业内唯一", "unique within the enterprise"),
        required("kind", Type::Choice(&Kind::IDS), "设施种类", "kind of unit"),
        optional(
            "size",
            Type::Number(Limit::Positive),
            "规格：高炉m3、烧结机m2、焦炉炭化室高m、石灰窑t/d、电炉t；高炉和焦炉必填",
            "m3 of a furnace, m2 of a strand, m of chamber height, t/d of a kiln, t of an EAF; required of furnaces and coke ovens",
        ),
        required("rate_t_d", Type::Number(Limit::Positive), "正常日产量，吨", "t of product a day when running"),
        optional(
            "coking_time_h",
            Type::Number(Limit::Positive),
            "正常出焦时间，小时；仅焦炉，必填",
            "normal coking time, h; coke ovens only, required there",
        ),
        optional("must_run", Type::List(&Type::Table(&REASONED)), "不得停产的时段", "spans in which it may not stop"),
        optional("down", Type::List(&Type::Table(&REASONED)), "已定的停产时段", "stops already fixed"),
        optional("commissioned", Type::Date, "投运首日；默认秋冬季前", "first day in service; default before the season"),
        optional("retired", Type::Date, "退出首日；默认秋冬季后", "first day out of service; default after the season"),
        optional("last_ran", Type::Date, "最近一次运行日", "last day that it ran"),
        optional(
            "replaces",
            Type::List(&Type::Text),
            "所置换的设施（企业编号/设施编号）",
            "the capacity that it replaces, ENTERPRISE/UNIT",
        ),
        optional("stop_method", METHOD, "停炉方式；默认随企业", "how it is stopped; default its enterprise's"),
    ],
};

/// How a furnace is stopped: banked, blown down, or emptied; the programme's own words, and ids.
const METHOD: Type = Type::Choice(&["焖炉", "停炉", "扒炉", "banking", "blow-down", "emptied"]);

pub(super) static REASONED: Record = Record { name: "must_run / down", ordered: true, fields: &[START, END, REASON] };

const REASON: Field = optional("reason", Type::Text, "原因", "why");
