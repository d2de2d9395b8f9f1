"""What firms do, as it stands in their names in Chinese and English, and one word for each.

A firm's name is place, brand, trade and legal form (企业名称登记管理规定, article 6): the brand is
its own, the trade it shares with thousands. In English the brand is spelled as it is read and the
trade is translated, so the two scripts meet only over a list. It holds the usual words; a trade
that is not in it counts as part of the brand.
"""

from collections.abc import Sequence

# Chinese words, and behind the colon the English ones with their abbreviations; `_` is a gap.
_WORDS = """
贸易 商贸 经贸 工贸: trading trade trdg; 进出口: import_and_export import_export imp_and_exp
国际: international intl int; 商业: commercial commerce; 商务: business
电子商务: e_commerce ecommerce; 销售 营销: sales selling marketing mktg; 批发: wholesale
零售: retail; 超市 商场 百货: supermarket department_store
实业 工业 产业: industrial industry industries ind inds; 企业: enterprise enterprises
集团: group grp; 控股: holdings holding hldgs hldg; 投资: investment investments invest invs inv
基金: fund funds; 资本: capital; 创业: venture ventures; 资产: asset assets
金融: finance financial; 保险: insurance; 担保: guarantee; 租赁: leasing rental rentals
典当: pawn; 管理: management mgmt mgt managing
咨询 顾问: consulting consultancy consultants consultant advisory
服务: services service svcs svc; 策划: planning; 设计: design designs
技术 科技: technology technologies tech technical science_and_technology; 信息: information info
网络: network networks networking; 软件: software; 数据: data; 智能: intelligent smart
自动化: automation; 通信 通讯: communication communications telecom
电子: electronics electronic; 电气 电器: electric electrical; 电力: power
光电: optoelectronics optoelectronic; 半导体: semiconductor semiconductors
仪器 仪表: instrument instruments; 器械: devices device
医疗器械: medical_devices medical_device medical_instruments medical_instrument medical_apparatus
医疗: medical; 医药 药业 制药: pharmaceutical pharmaceuticals pharma; 生物: biological bio
生物科技 生物技术: biotechnology biotech; 健康: health; 护理 养老: care care_homes care_home
机械 机电: machinery machine machines mechanical; 设备 装备: equipment equip eqpt
制造: manufacturing manufacture manufacturers mfg; 加工: processing
模具: mould mold moulds molds; 五金: hardware; 金属: metal metals; 钢铁 钢材: steel
矿业: mining; 石油: petroleum oil; 化工 化学: chemical chemicals chem
塑料 塑胶: plastic plastics; 橡胶: rubber; 材料: materials material
建材: building_materials building_material; 能源: energy; 新能源: new_energy
环保 环境: environmental environment environmental_protection; 水务: water
汽车: auto automobile automobiles automotive cars motor motors; 汽配: auto_parts
船舶: ship ships shipping; 航空: aviation; 物流: logistics logistic
运输 货运: transport transportation transports freight haulage; 仓储: warehousing storage
供应链: supply_chain; 建筑 建设 建造: construction construct constr building builders
工程: engineering eng engrg; 装饰 装修: decoration decorating decorations
安装: installation installations; 园林 景观: landscape landscaping
房地产 地产 置业: real_estate property properties props estates; 物业: property_management
开发 发展: development developments devs developing; 纺织 纺织品: textiles textile
服装 服饰: garments garment clothing apparel; 家具: furniture; 家居: home; 包装: packaging
印刷: printing; 纸业: paper; 玩具: toys toy; 珠宝: jewellery jewelry; 食品: food foods
餐饮: catering restaurants food_and_beverage; 饮料: beverage beverages drinks; 酒业: wine wines
茶业: tea; 粮油: grain_and_oil; 农业: agricultural agriculture agri; 农场: farms farm farming
水产: aquatic; 酒店 宾馆: hotel hotels; 旅游 旅行社: travel tourism
广告: advertising advertisement adv; 传媒 媒体: media; 文化: culture cultural; 影视: film films
出版: publishing; 教育 培训: education educational training; 体育: sports sport
人力资源: human_resources; 劳务: labour labor labour_services labor_services; 保安: security
木业 细木: joinery timber wood; 水暖: plumbing plumbing_and_heating heating
承包: contractors contractor contracting contrs; 解决方案: solutions solution
系统: systems system; 产品: products product
"""


def _each_without_one(word: str) -> list[str]:
    """Return what is left of a word without each of its letters."""
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


_PAIRS = [pair.partition(": ") for pair in _WORDS.strip().replace("\n", "; ").split("; ")]
_HAN = {word: english.split()[0] for han, _, english in _PAIRS for word in han.split()}
_ENGLISH = {
    tuple(words.split("_")): english.split()[0]
    for _, _, english in _PAIRS
    for words in english.split()
}
_LISTED = {word for words in _ENGLISH for word in words}
_LEAST_MISTYPED = 6
_ONE_LESS = {
    part: word
    for (word, *more) in _ENGLISH
    if not more and len(word) >= _LEAST_MISTYPED
    for part in (word, *_each_without_one(word))
}
_HAN_LENGTHS = sorted({len(word) for word in _HAN}, reverse=True)
_MOST_WORDS = max(map(len, _ENGLISH))
_AND = "and"


def part_han_trade(name: str) -> tuple[str, tuple[str, ...]]:
    """Return (brand, trade) of a Chinese name without place and form.

    >>> part_han_trade("恒示建筑工程"), part_han_trade("恒示")
    (('恒示', ('construction', 'engineering')), ('恒示', ()))
    """
    trade: tuple[str, ...] = ()
    while name:
        word = next((name[-n:] for n in _HAN_LENGTHS if name[-n:] in _HAN), None)
        if word is None:
            break
        name, trade = name.removesuffix(word), (_HAN[word], *trade)
    return name, trade


def part_latin_trade(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (brand, trade) of the plain words of a name without place and form.

    >>> part_latin_trade(["hengshi", "constr", "eng"])
    (('hengshi',), ('construction', 'engineering'))
    >>> part_latin_trade(["fictional", "and", "example"])
    (('fictional', 'and', 'example'), ())
    >>> part_latin_trade(["hengshi", "enginering"])
    (('hengshi',), ('engineering',))
    """
    rest, trade = tuple(map(_well_typed, words)), list[str]()
    while rest:
        count = next((n for n in range(_MOST_WORDS, 0, -1) if rest[-n:] in _ENGLISH), 0)
        if not count:
            break
        trade.insert(0, _ENGLISH[rest[-count:]])
        rest = rest[:-count]
        if len(rest) > 1 and rest[-1] == _AND and rest[-2:-1] in _ENGLISH:
            rest = rest[:-1]
    return rest, tuple(trade)


def _well_typed(word: str) -> str:
    """Return the word of the list that a long word is but for one slip, else the word itself."""
    if len(word) < _LEAST_MISTYPED or word in _LISTED:
        return word
    known = (_ONE_LESS.get(part) for part in (word, *_each_without_one(word)))
    return next(filter(None, known), word)
