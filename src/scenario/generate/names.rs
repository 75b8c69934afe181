//! Names: real cities, invented mills.

/// Cities of the programme, 市 included: those of the "2+26" and of the Fenwei plain, and those that follow its measures by
/// reference. The first eight are the best known for their steel.
const CITIES: [&str; 61] = [
    "唐山市",
    "邯郸市",
    "安阳市",
    "徐州市",
    "临汾市",
    "石家庄市",
    "日照市",
    "长治市",
    "天津市",
    "北京市",
    "邢台市",
    "保定市",
    "沧州市",
    "廊坊市",
    "衡水市",
    "雄安新区",
    "定州市",
    "辛集市",
    "太原市",
    "阳泉市",
    "晋城市",
    "济南市",
    "淄博市",
    "济宁市",
    "德州市",
    "聊城市",
    "滨州市",
    "菏泽市",
    "郑州市",
    "开封市",
    "鹤壁市",
    "新乡市",
    "焦作市",
    "濮阳市",
    "济源市",
    "承德市",
    "张家口市",
    "秦皇岛市",
    "临沂市",
    "潍坊市",
    "泰安市",
    "吕梁市",
    "晋中市",
    "运城市",
    "洛阳市",
    "三门峡市",
    "西安市",
    "咸阳市",
    "宝鸡市",
    "铜川市",
    "渭南市",
    "韩城市",
    "杨凌示范区",
    "连云港市",
    "宿迁市",
    "淮北市",
    "阜阳市",
    "宿州市",
    "亳州市",
    "大同市",
    "朔州市",
];

/// The name of a city by its number from 0: a real one while they last, then 第62市, 第63市, ...
pub(super) fn city(c: usize) -> String {
    CITIES.get(c).map_or_else(|| format!("第{}市", c + 1), |&n| n.to_owned())
}

/// 甲子, 乙丑, ...: the name of a mill by its number from 0, which no real one has; from the 61st on with the round: 甲子2.
pub(super) fn mill(i: usize) -> String {
    let stems: Vec<char> = "甲乙丙丁戊己庚辛壬癸".chars().collect();
    let branches: Vec<char> = "子丑寅卯辰巳午未申酉戌亥".chars().collect();
    let round = if i < 60 { String::new() } else { format!("{}", i / 60 + 1) };
    format!("{}{}{round}", stems[i % 10], branches[i % 12])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_have_one_name() {
        assert_eq!((0..1000).map(city).collect::<BTreeSet<_>>().len(), 1000);
        assert_eq!((0..5000).map(mill).collect::<BTreeSet<_>>().len(), 5000);
    }
}
