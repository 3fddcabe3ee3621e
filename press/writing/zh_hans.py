"""Simplified Chinese: names, institutions, titles by genre, sentences by genre."""

from . import table

GRAMMAR = table(
    """
reporter: 本刊记者|本刊记者|本刊特约记者
surname: 王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗|梁|宋|郑|谢|韩|唐|冯|于|董|萧|程|曹|袁|邓|许|傅|沈|曾|彭|吕|苏|卢|蒋|蔡|贾|丁|魏|薛|叶|阎|余|潘|杜|戴|夏|钟|汪|田|任|姜|范|方|石|姚|谭|廖|邹|熊|金|陆|郝|孔|白|崔|康|毛|邱|秦|江|史|顾|侯|邵|孟|龙|万|段|雷|钱|汤|尹|黎|易|常|武|乔|贺|赖|龚|文|庞|樊|兰|殷|施|陶|洪|翟|安|颜|倪|严|牛|温|芦|季|俞|章|鲁|葛|伍|韦|申|尤|毕|聂|丛|焦|向|柳|邢|路|岳|齐|梅|莫|庄|辛|管|祝|左|涂|谷|祁|时|舒|耿|牟|卜|詹|关|苗|凌|费|纪|靳|盛|童|欧|甄|项|曲|成|游|阳|裴|席|卫|查|屈|鲍|位|覃|霍|翁|隋|植|甘|景|薄|单|包|司|柏|宁|柯|阮|桂|闵|欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯
given1: 伟|芳|娜|敏|静|丽|强|磊|军|洋|勇|艳|杰|娟|涛|明|超|霞|平|刚|辉|玲|鹏|飞|晨|宁|岩|峰|斌|凯|琳|璐|昊|宇|帆|昕|瑜|琪|颖|楠|悦|然|蓓|潇|翔|毅|卓|航|睿|岚|薇|婧|冉|晔|焱|钰|旻|雯|炜|彦
given2: {g}{h}
g: 建|志|文|晓|小|海|国|玉|春|秀|立|永|思|嘉|子|雨|一|佳|俊|天|云|宏|德|家|新|金|东|荣|振|景|若|承|继|学|光|庆|少|明|仁|书|世|成|维|泽|梓|静|雅|慧|美|淑|红|月|利|忠|兆|启|润|卫|亦|怀|长|树|念|清|宗|尚|培|敬|宝|凤|兴|瑞
h: 华|明|军|平|英|兰|芬|国|林|东|波|峰|生|文|龙|祥|成|辉|强|刚|琴|云|莲|霞|梅|涵|怡|轩|宁|远|航|博|然|琪|瑶|欣|彤|妍|豪|杰|宇|铭|源|江|海|川|山|民|安|良|恒|庭|来|义|贤|勤|康|泉|松|鹏|亮|凡|达|元|朋|洁|萍|君|伦|颖|敏|倩|珍|年|秋|舟|野|声|春
name: {surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given2}|{surname}{given1}|{surname}{given1}|{surname}{given1}|{surname}{given1}|{surname}{given1}|{minority}
minority: 阿依{m}·{n}|买买提·{n}|古丽{m}·{n}|巴特尔·{m}{h}|扎西·{m}{n}|次仁·{n}|吐尔逊·{n}
m: 古丽|娜|努尔|木|仙|汗
n: 艾力|买买提|阿布都|多吉|旺堆|肉孜|尼牙孜|卓玛|顿珠
foreign: {f1}·{f2}|{f1}·{f2}|{f1}·{f0}·{f2}
f0: 让|爱德|路易|玛丽|简
f1: 约翰|托马斯|安娜|彼得|卡尔|伊莎贝尔|路易|玛格丽特|亨利|罗莎|埃里克|索菲|雅各布|米洛|奥尔加|戴维|卡伦|保罗|艾玛|扬
f2: 韦尔斯|施密特|科瓦奇|拉尔森|杜邦|罗西|费尔南德斯|诺瓦克|皮尔斯|奥康纳|贝克尔|莫罗|林德|哈里斯|塞尔尼|安德森|梅耶|桑托斯|伊万诺娃|布朗
country: 英|美|法|德|日|俄|捷克|波兰|西班牙|意大利|挪威|墨西哥|阿根廷|瑞典|加拿大
penname: 云杉|远山|阿木|小满|一苇|南风|石头|芒种|白露|渡口|老树|青禾|半亩|无名|归来|木棉|苏打|松子|高兴|长风|听雨|拾光|大河|方圆|渔火
city: 江州|临川|海宁|云岭|青浦|白河|凤山|宜川|安远|平湖|长宁|沙洲|丰原|清溪|南屏|东湾|北塘|西陵|岭南|濮阳|泰和|昌宁|龙泉|荣县|宝山|玉田|金堂|新河|永安|武功|定海|石门|望江|襄水|锦屏|郴山|阜城|嘉禾|双桥|桐城
province: 江苏|浙江|山东|广东|四川|湖南|湖北|河南|河北|陕西|安徽|福建|江西|辽宁|云南|贵州|甘肃|山西|吉林|广西
zone: {city}高新技术产业开发区|{city}国家高新区|{city}经济技术开发区|{city}滨海新区|{city}科技园区|{city}工业园区|{city}智慧小镇
zoneboard: {zone}管委会|{zone}管理委员会|{zone}|{city}市科学技术局|{city}区人民政府|{city}市{district}镇人民政府
district: 杏坛|石桥|白马|龙潭|清河|兴隆|双河|太平|凤凰|荷花
university: {city}大学|{province}理工大学|{city}师范大学|{province}工业大学|{city}科技学院|{province}农业大学|{city}职业技术学院|{province}财经大学|{city}医学院|华{dir}交通大学|{dir}方工程大学
dir: 东|南|西|北
school: 经济管理学院|机械工程学院|计算机学院|材料科学与工程学院|马克思主义学院|环境学院|文学院|教育科学学院|生命科学学院|土木工程学院|电气工程学院|公共管理学院|外国语学院|历史学院
company: {brand}{trade}有限公司|{city}{brand}{trade}股份有限公司|{province}{brand}{trade}集团
brand: 远景|华星|天安|南环|博智|海川|中泽|凌云|瑞丰|启明|恒通|安科|金源|伟创|云帆|新锐|万联|超维|方正达|蓝海
trade: 环保科技|智能装备|生物医药|新材料|信息技术|光电|能源|数控机床|微电子|机器人|软件|食品|检测
person_title: 教授|研究员|院长|副校长|董事长|总经理|首席专家|所长|总工程师|主任|秘书长|高级工程师|副会长|博士生导师
expert: {university}教授、中国工程院院士|{university}校长、教授|{company}董事长|中国科学院院士|{province}省科技厅副厅长|{university}{school}院长|国务院参事|{company}总经理、高级工程师
bureau: {city}市教育局|{city}市人力资源和社会保障局|{province}省科学技术厅|{city}市发展和改革委员会|{city}海关|{city}市农业农村局|{province}省博物馆|{city}市图书馆|中国{trade}协会|{university}
field: 人工智能|新能源汽车|量子通信|氢能|工业互联网|集成电路|生物医药|卫星导航|先进制造|碳纤维|储能|数字经济|现代农业|智慧医疗|深海装备|稀土材料|大数据|节能环保|机器人|轨道交通|海洋经济|种业|合成生物|低空经济|文化旅游|绿色建筑|职业教育|科技金融|元宇宙|民用航空
verb: 推动|促进|助力|赋能|引领|支撑|加快|服务
aim: 高质量发展|产业升级|乡村振兴|区域协同|绿色转型|成果转化|创新创业|产教融合|强链补链|共同富裕|民生改善|数字化转型|集群发展|人才集聚
noun: 平台|体系|集群|生态|基地|联盟|机制|走廊|高地|样板|枢纽|中心|标准|人才队伍|供应链|示范区
slogan: 创新驱动 开放合作|凝心聚力 砥砺前行|向“新”而行 以“质”取胜|做强主业 做优生态|搭台唱戏 借梯登高|勇立潮头 再创辉煌|科技赋能 产业兴市|深耕沃土 静待花开|数字引领 智造未来|协同攻关 聚链成群|厚积薄发 行稳致远|以园聚链 以链兴城|党建领航 服务企业|同心同向 合作共赢|敢闯敢试 善作善成
tech_title: {slogan}|{verb}{field}{noun}建设 |打造{field}{noun} {verb}{aim}|以{field}{verb}{city}{aim}|{field}：走向{aim}的必由之路|从实验室到生产线：{field}的“最后一公里”|突破{field}关键技术 {verb}{aim}|构建{field}{noun}的{num}点思考|{num}年磨一剑：{city}{field}{noun}诞生记|让{field}成为{city}的新名片|{year}中国{field}大会：{slogan}|{field}产业如何跨越“死亡之谷”|聚力{field} 建设{noun}|{city}：{field}“链”动{aim}|把论文写在{city}的大地上|科技特派员走进{city}乡村|高校与企业“双向奔赴”|一粒种子的{field}之旅|为初创企业打造首秀舞台|“{city}模式”的启示
zone_title: {slogan}|{verb}{field} 建设现代{noun}|锚定“{num}新”目标 {verb}{aim}|做实做强“高”“新”文章 打造{field}{noun}|聚焦{field} {verb}{aim}|产城共融 构筑{aim}新高地|打造“{num}个{noun}” {verb}{aim}
num: 两|三|四|五|六|七|八|十
year: 2019|2021|2022|2023|2024
tech_sub: 第{num}届{city}{field}论坛侧记|{field}{noun}建设纪实|记{company}董事长{name}|记{university}{field}专家{name}|以{city}市为例|{year}{field}创新大会在{city}举行|访{university}{person_title}{name}|{company}创新发展纪实|来自{city}的调查
zone_sub: {tech_sub}
lit_sub: 献给{place}的{job}|{season}札记|写给{name}|一个{job}的自述
life_sub: {city}田野手记|{num}个{job}的故事|专访{name}
news_sub: {city}加快{field}{noun}建设|{num}年投入{hundred}亿元|{name}出席并讲话
s_news_: {s_news}
factor: 产业集聚|金融支持|环境规制|人口流动|技术扩散|政府补贴|知识产权保护|数字普惠金融|人力资本|对外开放|公共服务|土地制度|绿色信贷|学习投入|企业文化|供应链韧性
effect: 区域创新能力|全要素生产率|农户收入|碳排放强度|就业质量|学生核心素养|城乡差距|出口韧性|企业绩效|水资源利用效率|居民消费|老年人健康|课堂参与度|城市韧性
method: 面板数据|双重差分模型|扎根理论|系统动力学|空间计量模型|问卷调查|有限元分析|案例比较|层次分析法|机器学习|文献计量|田野调查
academic_title: {factor}对{effect}的影响研究|{field}背景下{effect}提升路径探析|{method}在{field}中的应用|论{factor}与{effect}的关系|“双碳”目标下{field}发展的困境与对策|{effect}的测度、时空演化及其影响因素|{factor}视角下的{field}产业政策评价|新时代高校{course}课程改革研究|{field}专业产教融合人才培养模式的构建与实践|{classic}中的{idea}思想及其当代价值|{classic}版本考述|{course}教学中{effect}的实证考察|基于{method}的{effect}评价|{city}方言语音的若干特点|从{classic}看{idea}观念的变迁
course: 大学英语|高等数学|思想政治理论|大学语文|工程图学|数据结构|体育|会计学|化工原理
classic: 《诗经》|《史记》|《文心雕龙》|《红楼梦》|《齐民要术》|《天工开物》|《水经注》|《孟子》|《资治通鉴》|《聊斋志异》
idea: 民本|礼乐|自然|诚信|义利|游记|救荒|教化|饮食|女性
academic_sub: 以{city}市为例|基于{method}的分析|基于{province}省{num}个县的调查|兼论{idea}观念|以{classic}为中心|以{university}为例
column_tech: 院士专论|专题报道|协同创新|论坛|专论|园区风采|区域创新|创新企业|创新人物|研究与探讨|每月头条|政策解读|国际视野|封面故事|成果转化|热点聚焦|科技金融|人才高地|产业观察
column_academic: 经济·管理|教育研究|文学与语言|历史研究|工程技术|生态与环境|马克思主义研究|法学研究|哲学·文化|区域发展研究|博士论坛|数学与应用|图书情报
column_lit: 中篇小说|短篇小说|散文|诗歌|文学评论|新人新作|非虚构|译文|笔记|对话|随笔|小小说
column_life: 封面人物|特别策划|城事|饮食|旅途|影像|读书|专栏|科学|健康|财经|国际|社会|文化|口述|信箱
lit_title: {thing}|{thing}与{thing}|{place}的{thing}|{season}的{place}|去{place}|在{place}的日子|{thing}记|最后一个{job}|{job}的{thing}|{city}往事|{season}，{season}|给{job}的一封信|听见{thing}|没有{thing}的{season}|{place}札记|父亲的{thing}|母亲和{thing}|我们的{place}|{thing}三题|{num}个{job}|一直走到{place}
thing: 河流|麦子|雨|灯|旧信|桥|渡船|石头|影子|茶|月光|鸟|钟声|树|火车|雪|故乡|账本|苹果|风筝|自行车|老屋|镜子|盐|竹子|手艺|电影票|棉花|铁匠铺|星空
place: 北方|南山|小镇|车站|河岸|高原|海边|村庄|码头|巷口|草原|冬牧场|老街|码头|林场|旧书店|医院|厨房|岛上|边城|矿区|学校后面
season: 春天|夏天|秋天|冬天|清明|雨季|腊月|黄昏|清晨|夜晚
job: 木匠|邮差|医生|裁缝|老师|船工|厨师|司机|修表人|牧羊人|会计|矿工|守林人|播音员|理发师|放映员
lit_genre: 中篇小说|短篇小说|散文|组诗|长诗|随笔|评论|创作谈
life_title: {city}的{num}家老馆子|谁在{place}喝{thing}茶|{job}消失以后|{num}个人的{season}|我们为什么还需要{thing}|{field}改变了什么|{season}去{place}看{thing}|走进{city}：一座城的{thing}|年轻人为何爱上{thing}|被误解的{thing}|{field}热背后|重新发现{place}|“{thing}”是怎样炼成的|在{city}做一名{job}|{city}之味|把{thing}还给孩子|{field}风口上的冷思考|当{job}遇见{field}
news_title: {city}市{num}家企业入选{field}示范名单|{field}大会在{city}开幕|{city}至{city}高速铁路今日开通|{province}出台{field}发展{num}条措施|{city}{field}{noun}正式启用|{city}市领导调研{field}企业|{num}项民生实事年底前完成|{city}图书馆新馆开放|{season}农事忙 {city}粮食再获丰收|{university}举行建校周年纪念|今年{city}将新增{num}所学校|{city}警方提醒：谨防{thing}骗局|{city}中学生{field}竞赛摘金|{city}旧城改造让{num}万居民受益|{company}在{city}建厂
news_lead: 本报{city}讯（记者{name}）{body_news}|本刊讯 {mon}月{day}日，{body_event}
mon: 1|2|3|4|5|6|7|8|9|10|11|12
day: 3|5|8|11|13|17|19|21|23|26|28|30
body_event: 由{bureau}、{zone}和{university}联合主办，{company}承办的第{num}届{field}论坛在{city}举行。来自政、产、学、研等各界的近{hundred}名代表出席会议。|{bureau}在{city}召开{field}座谈会，会议由{person_title}{name}主持。|以“{slogan}”为主题的{field}成果展在{city}开幕，{hundred}余家单位参展。
hundred: 200|300|150|500|80|120|600
body_news: {s_news}
s_news: 记者从{bureau}获悉，{city}今年将投入{hundred}万元用于{field}{noun}建设。|据介绍，{field}项目自启动以来，已有{hundred}余户居民受益。|{person_title}{name}表示，下一步将{verb}{aim}，把{noun}做实做细。|目前，{company}的{hundred}名工人正在加紧施工，预计{mon}月底完工。|“过去办这件事要跑{num}趟，现在一次就够了。”市民{name}告诉记者。|{city}市有关负责人说，要以{field}为抓手，{verb}{aim}。|活动现场，{hundred}名志愿者为市民讲解{field}知识。|截至{mon}月{day}日，全市{field}产值同比增长百分之{num}。|专家指出，{factor}对{effect}的作用不容忽视。|{bureau}提醒广大市民，出行前请关注天气变化，合理安排时间。
s_tech: {field}是新一轮科技革命和产业变革的重要领域，也是{city}{aim}的关键支撑。|近年来，{zone}坚持以{field}为主导，{verb}{aim}，逐步形成了较为完整的{noun}。|{university}与{company}共建联合实验室，围绕{field}开展关键技术攻关，已有{num}项成果落地。|在{person_title}{name}看来，创新不是孤立的环节，而是一条从研发到市场的长链。|据统计，园区现有高新技术企业{hundred}家，{field}产值占规模以上工业的{num}成以上。|为破解企业融资难题，当地设立了总规模{hundred}亿元的{field}产业基金。|“我们最看重的是这里的{noun}。”{company}负责人{name}对记者说。|下一步，要进一步完善{noun}，打通堵点，{verb}{aim}。|与此同时，人才短缺、标准滞后、同质竞争等问题依然突出，需要引起足够重视。|从国际经验看，{field}的成熟往往需要十年以上的持续投入。|会议期间，与会代表还参观了{company}的生产线和{university}的重点实验室。|只有把{factor}与{effect}统筹起来考虑，才能真正实现{aim}。|这一做法得到了{bureau}的充分肯定，并在全省推广。|如今，走进{zone}，机器轰鸣，车流不息，一派繁忙景象。|项目负责人介绍，新工艺使能耗降低了{num}成，良品率稳步提高。

s_academic: 已有研究大多从{factor}出发讨论{effect}，而对二者之间的作用机制关注不足。|本文以{province}省{num}个地级市为样本，采用{method}检验{factor}对{effect}的影响。|结果表明，{factor}每提高一个单位，{effect}平均提高0.{hundred}个单位，且在百分之一水平上显著。|从理论上看，{factor}通过资源配置与知识溢出两条路径作用于{effect}。|稳健性检验显示，替换变量与剔除异常值之后，结论依然成立。|值得注意的是，东部地区的效应明显强于中西部地区，这可能与{factor}的差异有关。|所谓{idea}，并非抽象的道德训诫，而是与具体的制度安排相联系。|{classic}中多处论及{idea}，前人注释颇有歧异，今试为疏通。|调查共发放问卷{hundred}份，回收有效问卷{num}成以上。|基于上述分析，应从制度、技术与人才三个方面着手，{verb}{aim}。|这一观点虽有一定解释力，却忽视了{effect}的动态变化。|限于数据可得性，本研究仍存在不足，有待后续研究进一步深化。|在{field}快速发展的背景下，传统的{course}教学模式面临挑战。|如表{num}所示，各变量之间的相关系数均处于合理范围。|由此可见，{factor}与{effect}之间并非简单的线性关系。
s_lit: 那年{season}，我从{place}回来，随身只带着一只装{thing}的箱子。|{name}说，{thing}是不会等人的。|雨下了整整一夜，{place}的灯亮到天明。|我记得{job}老{surname}，他总是坐在{place}的门槛上，一言不发地看着{thing}。|后来谁也没有再提起那件事，仿佛{season}从来没有来过。|风从{place}那边吹来，带着{thing}的气味。|母亲把{thing}一件一件收起来，又一件一件摆出去。|他把信折好，放进抽屉，然后推开窗子。|我们沿着河走了很久，谁都不想先开口。|许多年以后，我在{city}又见到了他，头发已经全白了。|天渐渐暗下来，{thing}在水面上摇晃，像一句没有说完的话。|有人说他去了{place}，也有人说他哪里也没有去。|那时候日子过得很慢，一个{season}好像有一辈子那么长。|她笑了笑，转身走进{place}，再也没有回头。|{thing}还在原来的地方，只是落满了灰。
s_life: 在{city}，几乎每个人都能说出一段和{thing}有关的故事。|{name}今年{num}十岁，做{job}已经{num}年了。|“我从来没想过要离开{place}。”他说这话的时候，手里的活儿一直没有停。|数据显示，过去{num}年里，{field}的用户增长了{hundred}万。|清晨五点，{place}已经热闹起来，{thing}的香味飘满整条街。|对于年轻人来说，{thing}不只是一种消费，更是一种态度。|但并不是所有人都看好{field}，{university}的{name}就提出了不同意见。|这座城市最迷人的地方，恰恰在于它的不完美。|当我们谈论{thing}的时候，其实是在谈论{place}和时间。|店主{name}告诉我们，每到{season}，客人总要排队到巷口。|有研究认为，{factor}正在悄悄改变普通人的生活。|从{city}出发，车行两个小时，就到了{place}。|如果说{thing}是这里的面孔，那么{job}就是这里的灵魂。|记者走访发现，{num}成以上的受访者愿意尝试新的方式。|最后，我们请他用一句话形容自己的{season}，他想了很久。
heading: 一、{heads}|二、{heads}|三、{heads}
heads: 问题的提出|研究设计|结果与讨论|现状与成效|主要做法|存在的问题|对策建议|理论基础|结语|文献综述
subhead: 搭建{noun}，厚植创新沃土|{field}的底气从哪里来|{verb}{aim}的{num}个关键|“{thing}”背后的故事|{place}的变与不变|未来已来
caption: 图为{zone}一角。{name} 摄|{name}（左二）在{company}调研|{field}生产线|{city}街景 {name}/摄|{season}的{place}。
statement: 凡向本刊投稿者，视为同意本刊以纸质、网络、光盘等形式出版、转载、汇编其作品，稿酬一次付清，不同意者请在来稿时注明。
reference: {name}，{name}.{academic_title}[J].{university}学报，{year}，{hundred}（{num1}）：{page1}-{page2}.|{name}.{academic_title}[M].北京：{brand}出版社，{year}：{page1}.|{name}.{academic_title}[D].{city}：{university}，{year}.
num1: 1|2|3|4|5|6
page1: 12|23|35|41|56|68|77
page2: 89|96|102|115|128
keyword: {field}|{factor}|{effect}|{method}|{idea}|{course}
ad_text: {company}——{slogan}|诚邀合作 {city}{brand}路{hundred}号 电话：0{hundred}-88{hundred}0{num1}|{city}欢迎您！|{brand}牌{field}设备，质量三包，实行送货上门
blurb: {s_life}|{s_life}|{s_lit}|{s_tech}
tail: 等
"""
)
GRAMMAR["s_zone"] = GRAMMAR["s_tech"]
