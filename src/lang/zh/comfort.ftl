# cli/schema.rs
cli-schema-which = { $path }不是文件夹：请指明文件种类（scenario、policy或plan），或给出存放三份文件的文件夹

# scenario/generate.rs
init-head =
    { $city }的起步情景，由stagger init生成。企业、设施和各项数值均为虚构，请逐项改为本市申报的数据。
    字段首次出现时附有说明；形如“# 字段 = …”的行是可选字段，需要时去掉行首的#并填写。

# cli/init.rs
init-ask-city = 城市
init-ask-mills = 企业数
init-ask-furnaces = 高炉总座数
init-no-city = 名称为空
init-nobody-to-ask = 没有可供提问的终端：请给出{ $options }，或用--yes并至少给出--city 城市
init-city-first = --yes不提问：请用--city给出城市
init-to-a-file = 情景须写成文件，旁边存放schema：请用-o给出文件名
init-no-answer = 读不到回答：{ $why }
init-made =
    { $path }：{ $city }，企业{ $mills }家，高炉{ $furnaces }座；数值均为虚构，请改为本市申报的数据。旁边的schema文件供编辑器使用。
    下一步：stagger plan { $path } -o { $plan }
