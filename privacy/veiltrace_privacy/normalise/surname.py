"""Chinese surnames: which there are, and how those are read that are read otherwise in names."""

_COMPOUND = (
    "欧阳=ou yang,太史=tai shi,端木=duan mu,上官=shang guan,司马=si ma,东方=dong fang"
    ",独孤=du gu,南宫=nan gong,万俟=mo qi,闻人=wen ren,夏侯=xia hou,诸葛=zhu ge,尉迟=yu chi"
    ",公羊=gong yang,赫连=he lian,澹台=tan tai,皇甫=huang fu,宗政=zong zheng,濮阳=pu yang"
    ",公冶=gong ye,太叔=tai shu,申屠=shen tu,公孙=gong sun,慕容=mu rong,仲孙=zhong sun"
    ",钟离=zhong li,长孙=zhang sun,宇文=yu wen,司徒=si tu,鲜于=xian yu,司空=si kong"
    ",闾丘=lv qiu,子车=zi ju,亓官=qi guan,司寇=si kou,巫马=wu ma,公西=gong xi"
    ",颛孙=zhuan sun,壤驷=rang si,公良=gong liang,漆雕=qi diao,乐正=yue zheng,宰父=zai fu"
    ",谷梁=gu liang,拓跋=tuo ba,夹谷=jia gu,轩辕=xuan yuan,令狐=ling hu,段干=duan gan"
    ",百里=bai li,呼延=hu yan,东郭=dong guo,南门=nan men,羊舌=yang she,微生=wei sheng"
    ",梁丘=liang qiu,左丘=zuo qiu,东门=dong men,西门=xi men,第五=di wu,淳于=chun yu"
    ",单于=chan yu,叶赫=ye he,纳兰=na lan,完颜=wan yan,哥舒=ge shu,达奚=da xi"
)
_SINGLE = (
    "单=shan,仇=qiu,曾=zeng,解=xie,区=ou,查=zha,缪=miao/mou,乐=yue/le,翟=zhai/di,盖=ge/gai"
    ",覃=qin/tan,谌=chen/shen,朴=piao/pu,员=yun/yuan,折=she/zhe,种=chong,召=shao/zhao"
    ",繁=po/fan,句=gou,郇=xun/huan,郄=qie/xi,隗=wei/kui,能=nai,宓=mi/fu,卜=bu,牟=mou/mu"
    ",阚=kan,薄=bo/bao,莘=shen/xin,祭=zhai/ji,佴=nai,乜=nie,秘=bi/mi,黑=he/hei,那=na/nuo"
    ",郗=xi/chi,柏=bai/bo,粘=nian/zhan,费=fei/bi,都=du,洗=xian,藏=zang,长=chang,重=chong"
)

COMPOUND_SURNAMES = {
    surname: tuple(reading.split())
    for surname, reading in (pair.split("=") for pair in _COMPOUND.split(","))
}
"""Surnames of two characters, with their reading."""

SURNAME_READINGS = {
    surname: tuple(readings.split("/"))
    for surname, readings in (pair.split("=") for pair in _SINGLE.split(","))
}
"""Surnames of one character with a reading of their own, the likelier one first."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马"
    "苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪"
    "祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田"
    "樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮"
    "羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜"
    "黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈"
    "燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越"
    "夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公兰肖佘覃仝尧冼幺亓佟"
    "粟占植由辜邸苟苑练牟揭琚撒缑岳帅谌谯哈郇郄隋操漆矫竹展线楼代闫付邝鄢阳朴员折种召区繁过句候笪恽呙贠仉丘涂"
    "亢况商丛初敬门原修银青战税腾言洗佴尉秘黑藏粘祭涂覃钦归海"
)
"""Surnames of one character: those of the Hundred Family Surnames and others of today."""
