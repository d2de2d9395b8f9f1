"""Made-up names: people, companies and streets, drawn from the lists below."""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许"
    "韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
)
GIVEN = (
    "晨浩宇轩梓涵雨欣怡佳明华建国志强文静丽娟敏芳秀英桂兰玉梅海燕春霞小红磊洋勇军杰涛超波辉刚健俊峰鹏飞龙凯"
    "雪琳璐瑶倩颖琪萌婷莹思远嘉铭泽恒书瀚清岚"
)
BRANDS_FIRST = "澜岳祺霁昀沐禾川榆栎砚翎苍筠朔汀"
BRANDS_SECOND = "川海岳林泽源信诚达丰合辰启拓睿和"
TRADES = (
    ("贸易", "批发业"),
    ("物流", "道路运输业"),
    ("建筑工程", "房屋建筑业"),
    ("科技", "软件和信息技术服务业"),
    ("餐饮管理", "餐饮业"),
    ("电子", "电子设备制造业"),
    ("机械", "通用设备制造业"),
    ("纺织", "纺织业"),
    ("食品", "食品制造业"),
    ("航运", "水上运输业"),
    ("投资", "资本市场服务"),
    ("装饰工程", "建筑装饰业"),
)
DISTRICTS = ("云杉区", "石榴区", "河湾区", "松岭县")
ROADS = (
    "枫林路",
    "松涛路",
    "望江路",
    "槐荫街",
    "学府路",
    "桥东街",
    "竹溪路",
    "银杏大道",
    "晴川路",
    "梧桐巷",
)
TOWN = "示例省示例市"
DORMITORY = f"{TOWN}河湾区工业一路9号员工宿舍"
AGENT_OFFICE = f"{TOWN}云杉区商务大道88号A座1001室"


def given_name(rng: Random) -> str:
    """Return a given name of one or two characters."""
    length = 1 if rng.random() < 0.2 else 2
    return "".join(rng.choice(GIVEN) for _ in range(length))


def home_address(rng: Random) -> str:
    """Return the address of a made-up flat in the town."""
    return (
        f"{TOWN}{rng.choice(DISTRICTS)}{rng.choice(ROADS)}{rng.randrange(1, 260)}号"
        f"{rng.randrange(1, 19)}幢{rng.randrange(1, 33)}{rng.randrange(1, 5):02d}室"
    )


def office_address(rng: Random) -> str:
    """Return the address of a made-up office or workshop in the town."""
    return (
        f"{TOWN}{rng.choice(DISTRICTS)}{rng.choice(ROADS)}{rng.randrange(1, 260)}号"
        f"{rng.randrange(1, 30)}层"
    )


def company_brand(rng: Random) -> str:
    """Return the two characters that tell one company's name from another's."""
    return rng.choice(BRANDS_FIRST) + rng.choice(BRANDS_SECOND)
