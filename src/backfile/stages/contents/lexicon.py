# ruff: noqa: SIM905
"""Words that contents pages are made of: surnames, given-name characters, roles, employers, section names.

Everything here is a prior and nothing decides alone: position and agreement among entries weigh more
(see `decode`). Lists were written for this project from general knowledge; simplified and traditional forms
stand side by side because a row is never folded before it is quoted.
"""

from __future__ import annotations

from typing import Final

from ...model import Role

# The hundred most frequent surnames of the Chinese census, then the less frequent ones, both scripts.
COMMON_SURNAMES: Final = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林郑鄭谢謝罗羅梁宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余"
    "杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾鐘谭譚陆陸汪范廖石金韦韋贾賈夏付傅方白邹鄒孟熊秦邱江尹薛闫閆段雷侯龙龍史陶黎贺賀"
    "顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯"
)
RARE_SURNAMES: Final = frozenset(
    "释釋常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌"
    "毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項"
    "连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎"
    "甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿闻聞位厉厲"
    "伊仝区區郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿国國狄平计計索宣晋晉相初门門云雲容敬来來扈晁芮都普阙闕浦戈"
    "伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭况況那宿鲜鮮印逯隆茹诺戰战慕危玉银銀亢嵇公哈湛宾賓戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴陰昝"
    "阎閻郗单郄闾邴麻臧伏凡佟仉楼缑嵇郦酆钭殳晏步鄂滑扶羿鄢郏钮鈕糜巢蒯逄乜牧隗山蓬薄蒲慎殷庾暨终桑桂牛寿通扈燕温晏瞿充茹习宦艾鱼容古慎戈廖庚居衡耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛"
    "那饶空毋沙养鞠须丰关相查后荆红游竺权盖益公万俟顾平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季强贾路娄危江童颜郭梅盛林刁骆樊凌霍虞支柯管昝卢莫经房裘缪干解应宗"
    "丘湯諸賁鄧郁單杭洪包左石崔吉龔程邢裴陸榮翁荀羊於惠甄魏家封芮儲靳汲松井段富烏焦巴弓谷車侯伊寧仇欒甘厲戎祖武符劉景詹束龍葉幸司韶郜黎薊宿印白懷蒲邰從鄂索咸籍賴卓藺屠蒙池喬鬱胥能蒼雙聞莘黨翟譚勞逄姬申冉雍桑"
    "濮笪佴智幸奉植衡富尧堯闭閉由格聂手竺璩桓凤鳳弓竹令空车木水风風沐鹏贡貢籍苍蒼"
)
COMPOUND_SURNAMES: Final = frozenset(
    "欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 司徒 东方 東方 独孤 獨孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 长孙 長孫 宇文 "
    "令狐 轩辕 軒轅 端木 百里 呼延 东郭 東郭 西门 西門 南门 南門 闻人 聞人 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 单于 單于 太叔 申屠 "
    "仲孙 仲孫 钟离 鍾離 鲜于 鮮于 拓跋 完颜 完顏 纳兰 納蘭 爱新觉罗 愛新覺羅 叶赫那拉 范姜 張簡 張廖".split()
)
JAPANESE_SURNAMES: Final = frozenset(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 齋藤 斉藤 清水 山崎 阿部 池田 橋本 "
    "山下 石川 中島 前田 藤田 後藤 小川 岡田 長谷川 村上 近藤 石井 坂本 遠藤 藤井 青木 福田 三浦 西村 藤原 太田 松田 岡本 中川 中野 "
    "原田 小野 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 谷口 安藤 大野 丸山 今井 高田 藤本 武田 村田 "
    "上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 櫻井 野口 松尾 野村 木下 菊地 佐野 大西 杉本 新井 浜田 市川 古川 水野 小松 "
    "島田 小山 高野 山内 西田 菊池 西川 五十嵐 北村 安田 中田 川口 平田 川崎 本田 久保田 吉川 飯田 沢田 辻 関 吉村 渡部 岩田 中西 服部 "
    "樋口 福島 川上 永井 松岡 田村 森本 矢野 広瀬 秋山 小池 石原 大島 熊谷 荒木 大久保 片山 松下 浅野 川村 奥村 成田 黒田 星野 宮田 "
    "大谷 須藤 望月 永田 堀 内藤 松村 西山 大川 平井 大橋 小泉 塚本 夏目 芥川 三島 川端 谷崎 大江 村山 柄谷 丸谷 吉本 江藤 鶴見 丸山 "
    "加賀 司馬 松浦 桐野 角田 宮部 東野 綿矢 島崎 樋渡 姜 寺島 野田 安倍 福岡 養老 池上 河合 梅原 梅棹 今西 湯川 朝永 白川 鈴村 佐伯 "
    "尾崎 大村 大森 岩本 松原 三宅 土屋 岡崎 松永 吉野 和泉 栗原 森山 浜口 小田 早川 今村 杉浦 戸田 三好 村井 内山 "
    "北川 宮川 篠原 小原 関根 奥田 木内 柳田 長尾 細川 田口 本間 西本 神田 平山 富田 水谷 根本 堀内 坂口 山根 桑原 "
    "児玉 榎本 金井 岸本 小沢 小澤 大沢 大澤 黒川 白井 白石 津田 若林 高島 飯塚 土井 向井 吉岡 関口 川島 辻村 細田 "
    "稲垣 稲葉 井口 岡村 岡部 柏木 柳沢 須田 瀬戸 多田 竹田 竹中 武井 武藤 谷川 滝沢 筒井 手塚 徳永 戸塚 長沢 中谷 "
    "名取 成瀬 西尾 西岡 西野 二宮 根岸 萩原 橋爪 馬場 原口 日高 平川 広田 福井 福永 藤岡 藤川 藤沢 藤野 古田 堀田 "
    "堀江 堀口 前川 牧野 松山 三上 三木 溝口 宮内 宮下 宮沢 宮澤 村松 室井 森下 森川 森岡 矢島 八木 山岸 湯浅 横田 "
    "吉沢 若松 相川 相沢 浅井 浅田 朝倉 天野 荒井 有馬 安部 飯島 生田 池内 石黒 石崎 石丸 伊東 井手 今泉 入江 岩井 "
    "岩下 上原 植田 植村 臼井 江口 大場 大庭 岡野 荻野 奥山 尾形 小倉 小笠原 落合 小幡 織田 笠原 梶原 片岡 勝又 加納 "
    "鎌田 亀井 河野 神谷 菅原 菅野 岸田 北野 木原 草野 窪田 倉田 黒木 桑田 小出 児島 小谷 小西 小宮 佐久間 笹川 沢井 "
    "椎名 塩田 志村 柴崎 渋谷 島村 清野 下田 庄司 杉田 須賀 関川 瀬川 芹沢 曽根 園田 高井 高岡 高津 田代 立花 田辺 "
    "種田 玉井 千田 塚田 辻井 津村 寺田 戸川 富永 豊田 鳥居 中井 中尾 永瀬 中林 西原 沼田 野上 野崎 野沢 羽田 畠山 "
    "浜崎 林田 半田 平岡 平沢 平林 深沢 福原 船越 古谷 古屋 細野 本多 前原 真田 間宮 三井 三谷 皆川 美濃部 宮地 宮原 "
    "村瀬 門田 森口 森永 柳原 矢部 山際 横井 横尾 吉井 吉永 米田 若山 脇田 鷲尾 綿貫 宇津木 喜多 中沢 長谷部 勝田 "
    "上村 浅沼 飯沼 大槻 越智 木戸 久米 蔵原 黒沢 黒澤 郡司 小暮 近衛 榊原 坂井 桜庭 佐竹 塩見 篠田 島津 下村 城島 "
    "陣内 末広 杉原 砂川 関谷 仙石 高倉 高梨 高柳 滝口 竹下 舘野 田島 立川 棚橋 玉置 塚越 津川 鶴田 出口 東郷 富岡 "
    "友田 内野 直江 仲田 永野 中根 楢崎 西島 新美 丹羽 根津 野間 浜野 東海林 久松 平賀 広岡 藤枝 藤倉 藤森 古賀 逸見 "
    "細井 堀越 真鍋 益田 町田 三枝 三輪 向田 武者小路 毛利 守屋 矢口 安井 柳井 山県 山名 山室 結城 横溝 四方 和久 "
    "鷲見".split()
)
GIVEN_CHARS: Final = frozenset(
    "伟偉芳娜敏静靜丽麗强強磊军軍洋勇艳艷杰傑娟涛濤明超秀霞平刚剛桂英华華玉萍红紅建国國文辉輝志林海波峰鹏鵬飞飛宇浩然梓涵轩軒晨欣怡佳"
    "嘉俊雨子思雪梦夢雅琪琳瑶瑤悦悅婷婉莹瑩倩颖穎慧洁潔媛燕凤鳳珍莲蓮兰蘭梅春秋冬夏云雲霖亮斌彬宁寧凯凱东東旭阳陽晓曉光荣榮富贵贵福禄"
    "祥瑞龙龍虎豹天德义義仁礼禮信忠孝贤賢良才智勤学學世永长長昌盛兴興旺发發达達泰安康健民生立新成功业業家庆慶喜乐樂冰清淑贞貞惠心美"
    "爱愛媚娇嬌娥娴嫻璐玲珊珠琴瑜瑾璇璟琦琛璨钰鈺锋鋒钢鋼铁鐵锐銳鑫森炎焱煜烨燁炜煒焕煥灿燦宏弘鸿鴻洪涌泽澤润潤渊淵源湘江河淮"
    "汉漢沛津洲淼汐沁潇瀟澜瀾宗祖承继繼绍紹传傳维維经經纬緯纲綱绪緒纯純素绮綺启啟迪振奋奮毅坚堅卫衛征远遠进進连連逸遥遙迅友谊誼诚誠"
    "谦謙谨謹诗詩语語言书書墨翰瀚博雄豪威武帅帥翔翼羽鹤鶴雁莉萱蕾薇蓉蓓茜芸芬芝芷菲菁菊莎苗若茹茵萌葵蔚蕊蓝藍丹彤彦彥彩青碧翠紫朋鹏培坤"
    "城均垚堃奇奕妍妮姝姗姣姿威娅婕婧媚孟季宜宝寶实實容寒尚展岚嵐岩峻崇崎嵘嵩川巍帆干庭廷延弢彭律徽怀懷恒恩恺愷悟情惟慈慎懿扬揚挺捷"
    "政敬敦斐新方昆昊昕映昭显顯晖暉晗晟晶景晴暄曙曦朔朗望木本杉松枫楓柏柔柯栋棟树樹桐桦樺楠榕樱櫻樵歆正步殿毓水求沐泉泓洋济濟浚"
    "浦涟涵淳深渝温溫游湛滢瀅满滿滔漪潮熙燊爽牧特玄玖玥珂珉珏珩珺琅琢琨琰瑄瑛瑞瑷璋璞璠甜用田甫男畅暢白皓盈益直相真眉睿知石砚硕碩磊祎祺祚禹"
    "秉科程稳穩稷穆空章童竹筠简簡粤粲红纪约紅紹綱继罡群羲翀翊翌耀聪聰肖胜勝能腾騰自至航舒舟航良艺藝节節芊芃苏蘇苑范荃荷莘萧藜虹蛟融行衍裕"
    "西观觀誉譽谷豫贝貝贺赋赞赫超越跃躍路轶轲辰迎迈运運道邈邦郁都野金钊釗钧鈞钦欽铃铎鐸铭銘锡錫锦錦键镇鎮长问问间关闻闯闳闽防阡陆"
    "陶隆隽雁雍雯霄震霆霏露靖非韬韜韵韻音韶顺順颂頌领飒馨驰骁骅骏駿骥高魁鲁鹃麒麟黎齐齊龄子夫郎之一三二大小中少老介治彦吾"
    "茂荫莹菡葆蒙薪藻行衡解记许诺谋贻赛起轻辅輔逊遜通适選部钟鍾镜钰铮鏗门阅阔雷青鸣鳴黛"
)
# Characters that stand in titles all the time and in names never.
NEVER_IN_NAMES: Final = frozenset(
    "的了是在不与與和及或者吗嗎呢吧被把将將对對从從让讓使这這那哪什么么麼们們我你他她它其此该該每各另还還也都就才又再很太更最没沒无無"
    "究探析论論述评評谈談议議策略题題问題案件数數据據技术術系统統研制度经济濟政府法律权權社会會企业業产產场場市价價格式"
    "构構型模化性率量级級层層类類别別种種个個次位月日年期号號页頁卷册"
    "？?！!。，、：；“”‘’《》〈〉「」『』（）()…—"
)

TRANSLITERATION_CHARS: Final = frozenset(
    "阿埃艾安奥澳巴班邦鲍贝本比彼毕别宾波伯博布策查昌达戴丹当道德登邓迪底蒂丁东杜顿多厄恩儿尔法凡范方菲费芬冯夫弗福富盖甘冈高戈哥格贡古瓜圭哈海罕汉豪赫亨洪侯胡华怀惠霍基"
    "吉季加迦贾简杰金京久居喀卡凯坎康考柯科可克肯孔库夸拉莱来赖兰郎朗劳勒雷黎礼里利莉力连列林隆龙卢鲁路伦罗洛吕马玛麦迈满曼毛梅门蒙孟米密敏明缪摩莫墨默姆木穆拿纳娜南内尼涅"
    "宁纽农努诺女欧帕潘庞佩彭皮平珀蒲普奇契恰强乔切钦琴青琼丘让热仁日荣茹儒瑞若撒萨塞赛三桑森沙莎山尚绍舍申圣盛施石史士世寿舒斯丝司思松苏孙索所塔泰谭坦汤唐陶特腾提缇田廷"
    "通图托脱瓦威微韦维魏温文翁沃乌吾武西希悉席锡霞夏香向肖晓歇谢辛欣兴休修雅亚延扬杨耶叶伊依宜易意因殷英永尤于育约云宰赞早泽曾扎詹张章珍真芝治兹孜子宗祖佐作埃倫爾維羅馬里亞蘭德"
    "萊費蓋賴盧魯許達賓諾納內歐龐喬瓊塞賽聖絲蘇孫湯圖脫韋葉約澤張鮑貝畢別東頓貢華懷賈簡傑連林龍呂麥邁滿門蒙寧紐農蓮敏繆詹茲烏凱劳勞強讓榮儒泰譚陶騰瑪麗"
)
NATIONS: Final = (
    r"(?:[美英法德日俄苏蘇意西葡荷比奥瑞挪丹芬波捷匈罗保希土印韩韓朝越泰缅菲以伊埃南加澳新墨巴阿智秘哥古清明元宋唐台港奧羅愛爱]|"
    r"[\u4e00-\u9fff]{1,6}(?:国|國|兰|蘭|亚|亞|利|斯|克|典|牙|度|本|堪|拿大|及|根廷|西|鲁|魯|智利|伦|比亚|巴|列|朗|其|坡|湾|灣|港|门|門|士|麦|麥|威|岛|島|蘇聯|苏联|俄羅斯|俄罗斯|羅馬尼亞|墨西哥|匈牙利|印度|乌克兰)|[A-Z][a-z]{2,12})"
)
ROLE_WORDS: Final[dict[str, Role]] = {
    # Compounds whose second word decides.
    **dict.fromkeys(
        "编绘 編繪 文图 文、图 圖文 图文 文と写真 文・写真 写真と文 絵と文 文と絵 文・絵 絵・文 撰文攝影 採訪整理 采访整理".split(),
        "author",
    ),
    **dict.fromkeys(
        "词 詞 曲 作词 作詞 作曲 综述 遗稿 遺稿 遗作 遺作 注 註 译注 譯註 选注 選註 评注 評註 解说 解說 自战解说 自戰解說 讲解 講解 编写 編寫 改编 改編 文 撰文 作者 著 作 文字 撰稿 执笔 執筆 供稿 原著 撰 原作 著者 撰稿人 特约撰稿 文本 写 料理 レシピ TEXT Text WORDS Words BY By".split(),
        "author",
    ),
    **dict.fromkeys("采写 採寫 报道 報道 報導 采访报道 记者 記者 采写/记者 取材".split(), "reporter"),
    **dict.fromkeys("译 譯 翻译 翻譯 编译 編譯 译者 譯者 訳 訳者 翻訳 选译 節譯 节译 摘译 摘譯".split(), "translator"),
    **dict.fromkeys(
        "摄影 攝影 图 圖 图片 圖片 摄 攝 供图 供圖 PHOTO Photo PHOTOS 摄像 写真 撮影 影像 供图/ 图片提供 圖片提供 照片提供 图片来源 圖片來源 写真提供".split(),
        "photographer",
    ),
    **dict.fromkeys(
        "插图 插圖 绘 繪 绘图 繪圖 插画 插畫 画 畫 绘画 繪畫 漫画 漫畫 イラスト 絵 题图 題圖 挿絵".split(),
        "illustrator",
    ),
    **dict.fromkeys(
        "编辑 編輯 责编 責編 责任编辑 責任編輯 编 編 审校 校註 校注 校點 校点 主编 主編 策划 策劃 統籌 统筹".split(),
        "editor",
    ),
    **dict.fromkeys("受访 受訪 受访者 受訪者 嘉宾 嘉賓".split(), "interviewee"),
    **dict.fromkeys(
        "選者 搜集整理 整理 记 記 录 錄 选 選 搜集 采集 辑 輯 选编 選編 编选 記錄 记录 辑录 紀錄 纪录 構成 まとめ 汇编".split(),
        "compiler",
    ),
    **dict.fromkeys("采访 採訪 访谈 訪談 采访人 採訪人 访问 訪問 聞き手 采访者 專訪".split(), "interviewer"),
    **dict.fromkeys("主持人 主持 司会 栏目主持 欄目主持 栏目主持人 本期主持 專欄主持 专题主持人".split(), "host"),
    **dict.fromkeys("点评 點評 评 評点".split(), "reviewer"),
    **dict.fromkeys(
        "講師 讲师 語り手 生口述 等口述 口述 开示 開示 讲授 講授 讲 講 讲述 講述 聊天 对话 朗读 语り 語り".split(),
        "narrator",
    ),
}
LATIN_ROLES: Final[tuple[tuple[str, Role], ...]] = (
    (r"(?:words|text)\s*(?:&|and|\+)\s*(?:pictures|photos|photographs|images|illustrations)", "author"),
    (r"(?:words|text|texte?|texto|testo|story|written|art[ií]culo|sc[ée]nario|gui[óo]n|une? histoire|un r[ée]cit|r[ée]cit)(?:\s+(?:by|von|par|de|di))?", "author"),
    (r"(?:by|von|par|por|di|da|av|af|door|autore?n?|auth?ors?|auteure?s?)", "author"),
    (r"(?:report(?:ed|ing|age)?|reportage|bericht)(?:\s+(?:by|von|par|de))?", "reporter"),
    (r"(?:translat(?:ed|ion|or)s?|versi[óo]n|vers[ãa]o|trad\.|tradu[çc][ãa]o|übers(?:etzt|etzung|etzer)?\.?|aus dem \w+|traduite?s?(?:\s+d(?:e\s|u\s|e l['’])\S+(?=\s+par))?|traduction|tradu(?:cción|zione)|trans\.|перевод\s+с\s+\w+(?:\s+и\s+\w+)?|пер\.\s+с\s+\w+\.?)"
     r"(?:\s+(?:by|von|par|de|di|from the \w+ by))?", "translator"),
    (r"(?:photo(?:graph)?(?:s|y|ed|ies|graphie|graphien)?|fotograf[ií]as?|fotos?|fotografie|images?|pictures?|bilder)(?:\s+(?:by|von|par|de|di))?", "photographer"),
    (r"(?:illustrat(?:ion|ions|ed|or)|illustrationen|zeichnungen?|zdj[ęe]cia|illustrée?s?|ilustraci[óo]n(?:es)?|dibujos?|drawn|dessins?|drawings?|art|artwork)(?:\s+(?:by|von|par|de))?", "illustrator"),
    (r"(?:edited|editors?|hrsg\.?|herausgegeben|redaktion|éd\.|a cura)(?:\s+(?:by|von|par|di))?", "editor"),
    (r"(?:interview(?:ed|er)?|interview|propos recueillis|entretien|gespräch)(?:\s+(?:by|von|par|with|mit|avec))?", "interviewer"),
    (r"(?:reviewed|review|rezension|rezensiert|compte rendu)(?:\s+(?:by|von|par))", "reviewer"),
    (r"(?:compiled|zusammengestellt)(?:\s+(?:by|von))", "compiler"),
    (r"(?:moderat(?:ed|ion)|hosted)(?:\s+(?:by|von))?", "host"),
    (r"(?:беседовал[аи]?|расспрашивал[аи]?|вз?ял[аи]? интервью|интервью взял[аи]?)", "interviewer"),
    (r"(?:фото(?:графи[ия])?|снимки)", "photographer"),
    (r"(?:рисун(?:ок|ки)|иллюстраци[ия])", "illustrator"),
    (r"(?:записал[аи]?|подготовил[аи]?|составил[аи]?)", "compiler"),
)  # fmt: skip

# What stands before or after a name and is not part of it.
JOB_ENDINGS: Final = tuple(
    "教授 院士 研究员 研究員 主任 院长 院長 校长 校長 董事长 董事長 总裁 總裁 经理 經理 主席 书记 書記 局长 局長 处长 處長 部长 部長 "
    "市长 市長 县长 縣長 区长 區長 镇长 鎮長 司长 司長 厅长 廳長 省长 省長 记者 記者 编辑 編輯 主编 主編 编审 学员 學員 博士 硕士 碩士 博士生 "
    "研究生 博士后 执行董事 董事 首席执行官 首席經濟學家 首席经济学家 经济学家 經濟學家 作家 诗人 詩人 评论家 評論家 导演 導演 律师 律師 工程师 工程師 "
    "医师 醫師 医生 醫生 老师 老師 先生 女士 牧師 牧师 神父 傳道 传道 法師 法师 居士 讲师 講師 助教 专家 專家 学者 學者 会长 會長 理事长 理事長 "
    "特约作者 特約作者 秘书长 秘書長 委员 委員 代表 创始人 創始人 合伙人 分析师 分析師 策展人 设计师 設計師 建筑师 建築師 通讯员 通訊員 撰稿人 评论员 評論員 "
    "厂长 廠長 站长 站長 队长 隊長 矿长 科长 科長 股长 乡长 村长 連長 台长 台長 园长 园長 总编 总工 院士 特派员 特約撰述 所长 所長 馆长 館長 社长 社長 总编辑 總編輯 总监 總監 顾问 顧問 教师 教師 艺术家 藝術家 画家 畫家 摄影师 攝影師 "
    "科学家 科學家 历史学家 歷史學家 哲学家 译者 譯者 大使 参赞 总统 總統 总理 總理 首相 大臣 議員 议员 法官 检察官 CEO CTO CFO COO 氏 "
    "特約記者 名誉教授 准教授 助手 准將 将军 團長 团长 组长 組長 班长 干事 幹事 总工程师 总经理 總經理 实习生 實習記者 秘书 助理 主笔 主筆 老红军 老紅軍 老八路 老战士 老工人 老党员 老干部 老艺人".split()
)
ORGANIZATION_ENDINGS: Final = tuple(
    "管委会 管委會 委员会 委員會 政府 公司 集团 集團 大学 大學 学院 學院 学校 學校 中学 中學 小学 小學 研究院 研究所 研究室 研究会 研究會 中心 "
    "科技局 学技术局 局 科委 厅 廳 办公室 辦公室 办公厅 协会 協會 学会 學會 联合会 聯合會 促进会 促進會 开发区 開發區 高新区 高新區 园区 園區 "
    "经开区 新区 编辑部 編輯部 编辑室 編輯室 编委会 編委會 课题组 課題組 医院 醫院 银行 銀行 报社 報社 杂志社 雜誌社 出版社 工作室 项目组 调研组 "
    "編集部 編集委員会 联盟 聯盟 实验室 實驗室 党委 黨委 市委 省委 县委 区委 党组 支部 总队 支队 商会 商會 基金会 基金會 博物馆 博物館 图书馆 圖書館 "
    "美术馆 美術館 电视台 電視台 通讯社 通訊社 法院 检察院 工会 工會 团委 教育部 宣传部 组织部 财政部 统战部 科学院 科學院 工程院 总公司 分公司 小组 小組 "
    "秘书处 秘書處 制造厂 工厂 总厂 厂 党工委 工委 党支部 编写组 写作组 評論部 评论部 本刊 事务所 事務所 俱乐部 同盟 协作组 专委会 分会 社区 街道办 党校 黨校 智库 气象台 天文台 株式会社 編集室 部会 "
    "编辑组 编者 編者 記者團 记者团 采访组 報道组 报道组 报道部 新闻部 策划部 专刊部 取材班 調査班 特派组 发布会 理事会 理事會".split()
)
EMPLOYER_PREFIXES: Final = ("本刊特约记者", "本刊特約記者", "本刊见习记者", "本刊实习记者", "本刊评论员", "本刊特约撰稿", "本刊特约评论员",
    "本刊驻京记者", "本刊全媒体记者", "本报记者", "本報記者", "本刊記者", "本刊记者", "本刊通讯员", "本报通讯员", "本刊撰稿", "本刊特派记者", "特约记者",
    "特约撰稿人", "特约撰稿", "特約記者", "特约评论员", "见习记者", "实习记者", "首席记者", "资深记者", "主任记者", "高级记者", "通讯员", "通訊員", "新华社记者",
    "本社记者", "本刊编辑", "本刊主编", "本网记者", "本刊", "记者", "記者", "特派记者", "驻京记者", "本刊副主编")  # fmt: skip

SECTION_WORDS: Final = frozenset(
    "专题研讨 主题研讨 研讨 专题研究 时政 时局 卷首语 卷首 卷首语 编者按 编者的话 编辑手记 编后记 刊首语 刊首 读者信箱 讀者信箱 其他 其它 寄语 社论 社評 社评 时评 時評 评论 評論 观点 觀點 观察 觀察 视点 視點 视野 視野 "
    "聚焦 焦点 焦點 热点 熱點 关注 關注 特别关注 特别报道 特別報導 特别策划 特别企划 特稿 专稿 特辑 特輯 專輯 专辑 专题 專題 专题报道 封面故事 "
    "封面专题 封面文章 封面报道 封面 本期专题 本期话题 本期关注 本期焦点 话题 話題 论坛 論壇 专论 專論 院士专论 论著 論著 论文 論文 研究论文 综述 綜述 述评 "
    "评述 研究报告 研究简报 快报 简报 通讯 短讯 动态 動態 信息 资讯 資訊 消息 要闻 新闻 新聞 国内 国际 國際 时政 時政 政治 经济 經濟 财经 財經 金融 "
    "社会 社會 文化 科技 科学 教育 体育 體育 娱乐 健康 医学 醫學 历史 歷史 哲学 哲學 文学 文學 语言 语言学 法学 法學 管理 管理学 经济学 政治学 社会学 "
    "教育学 心理学 新闻学 艺术 藝術 美术 音乐 音樂 电影 電影 戏剧 戲劇 影视 摄影 书法 小说 小說 短篇小说 短篇小說 中篇小说 中篇小說 长篇小说 長篇小說 "
    "微小说 小小说 散文 诗歌 詩歌 新诗 随笔 隨筆 杂文 雜文 杂谈 报告文学 報告文學 纪实文学 非虚构 非虛構 传记 回忆录 童话 剧本 文论 文學評論 书评 書評 "
    "书话 书讯 读书 编读往来 编读之间 編讀往來 读编往来 读者来信 读者之声 读者 来信 通信 对话 對話 访谈 訪談 专访 專訪 人物 人物专访 人物志 人物介绍 创新人物 创新企业 名家 名家专栏 大家 "
    "专栏 專欄 栏目 随想 思想 思考 探索 探讨 研究 研究与探讨 学术 學術 学术争鸣 争鸣 理论 理論 理论研究 实践 实务 案例 案例分析 调查 調查 调研 报告 "
    "经验交流 工作研究 工作动态 政策 政策解读 法规 法治 基层 地方 区域 区域创新 园区 园区风采 产业 產業 行业 企业 市场 投资 理财 公司 商业 技术 技術 应用 "
    "技术应用 工程 设计 计算机 软件 硬件 能源 环境 生态 农业 交通 城市 建筑 旅游 生活 时尚 美食 情感 家庭 婚姻 青春 校园 女性 军事 國防 国防 外交 台湾 "
    "策划 企划 特别策划 本期策划 專題 特輯 信息窗 高层论坛 船队风采 风采 之窗 天地 广场 沙龙 茶座 随笔 园地 长廊 频道 聚焦 "
    "随筆 小説 短篇 中篇 長篇 評論 書評 対談 鼎談 報告 連載 特集 論文 研究ノート 資料 紹介 展望 論壇 訳詩 詩歌 論著 譯述 譯叢 雜俎 插圖 時論 專著 "
    "香港 海外 世界 全球 亚洲 欧洲 美国 日本 協同創新 协同创新 每月头条 头条 头条推荐 本期头条 本期推荐 推荐 新浪潮 新锐 青年 青年作家 新人 处女作 先锋 "
    "经典 重读 细读 译文 译介 翻译 外国文学 民间 民俗 考古 文物 档案 史料 史料钩沉 往事 口述历史 口述 记忆 纪念 追思 悼念 特写 现场 图片 图片故事 影像 "
    "画廊 漫画 幽默 笑话 副刊 连载 連載 附录 附錄 补白 封底 封二 封三 广告 启事 留言 年谱 索引 科学新闻 科普 科学家 前沿 进展 研究进展 论点摘编 文摘 学术动态 "
    "会议纪要 书刊评介 巻頭言 巻頭 特集 小特集 連載小説 対談 鼎談 座談会 インタビュー 論考 論説 随想 エッセイ コラム 詩 短歌 俳句 小説 短編 創作 書評 投稿 "
    "読者 編集後記 グラビア ルポ ルポルタージュ 追悼 資料 展望 時評 海外事情 世界の潮 主題廣場 特稿專區 多元講堂 人物誌 封面人物".split()
)
LATIN_SECTIONS: Final = frozenset(
    "dossiê|artigos|resenhas|entrevista|entrevistas|ensaios|relatos|notícias|reseñas|artículos|documentos|features|feature|departments|columns|columnists|columnist|articles|article|essays|essay|reviews|review|book reviews|books|books & arts|books and arts|"
    "news|news & views|news and views|news & analysis|letters|letters to the editor|letter|comment|commentary|comments|opinion|opinions|editorial|"
    "editorials|perspective|perspectives|research|research articles|research article|reports|report|research reports|correspondence|briefing|briefings|"
    "leaders|the world this week|united states|the americas|asia|china|europe|britain|middle east & africa|middle east and africa|international|business|"
    "finance & economics|finance and economics|science & technology|science and technology|culture|obituary|fiction|poetry|poems|poem|short stories|"
    "stories|story|interview|interviews|profile|profiles|special report|special reports|special section|special issue|cover story|cover stories|in brief|"
    "dispatches|the critics|the talk of the town|arts|arts & culture|arts and culture|music|film|theatre|theater|art|history|politics|society|economy|"
    "technology|science|health|environment|education|sport|sports|travel|food|style|life|lifestyle|people|photography|regulars|in every issue|in this "
    "issue|also in this issue|on the cover|front|back|essays & criticism|criticism|notes|short communications|communications|original articles|original "
    "research|original papers|papers|contributed papers|review articles|case reports|case studies|tutorials|tutorial|tools|methods|theory|practice|"
    "viewpoint|viewpoints|forum|debate|debates|dialogue|discussion|research and discussion|documents|archive|archives|memoir|memoirs|reportage|letters & "
    "notes|news focus|policy forum|insights|analysis|brevia|technical comments|trends|world view|titel|titelthema|titelgeschichte|deutschland|inland|"
    "ausland|wirtschaft|gesellschaft|kultur|wissenschaft|wissenschaft + technik|wissenschaft und technik|politik|panorama|medien|sport|serien|szene|feuilleton|"
    "literatur|besprechungen|kleine beiträge|kleinere beiträge|mitteilungen|notizen|umschau|rundschau|bücherschau|vereinsnachrichten|chronik|personalia|literaturbericht|tagungsberichte|reise|leben|debatte|essay|essays|kolumne|kolumnen|rubriken|aufsätze|beiträge|abhandlungen|rezensionen|berichte|miszellen|forum|magazin|"
    "schwerpunkt|thema|themen|interview|porträt|nachrichten|kritik|buchbesprechungen|leserbriefe|editorial|dossier|dossiers|actualité|actualités|monde|france|"
    "europe|économie|société|culture|sciences|idées|débats|débat|histoire|portrait|enquête|reportage|reportages|entretien|entretiens|chronique|chroniques|"
    "critique|critiques|livres|cinéma|musique|arts|à la une|tribune|rubriques|analyses|études|articles|notes de lecture|comptes rendus|recensions|varia|"
    "artículos|reseñas|ensayos|notas|documentos|crónica|entrevistas|libros|poesía|cuento|mélanges|notes et documents|bibliographie|nécrologie|mémoires|communications|chronique des livres|note e rassegne|note|rassegne|libri|recensioni|cronache|cultura|sociedad|economía|articoli|recensioni|saggi|columns & departments|departments & columns|kernel|community".replace(
        "\n", ""
    ).split("|")
)
ARABIC_SECTIONS: Final = frozenset(
    "مقالات دراسات بحوث أبحاث الافتتاحية افتتاحية كلمة العدد ملف العدد ملف قضايا آراء رأي أدب شعر قصة قصص قصائد حوار حوارات فنون فن سينما مسرح كتب "
    "مكتبة اقتصاد سياسة تاريخ علوم ثقافة مجتمع صحة رياضة استطلاع منتدى أبواب ثابتة الأبواب الثابتة تحقيق تحقيقات ترجمات نصوص إبداع مراجعات مناقشات "
    "وثائق أخبار فكر نقد تراث طب بيئة تربية الأدبيات الأخلاق التاريخ المتفرقات".split()
)
CYRILLIC_SECTIONS: Final = frozenset(
    "тема номера|главная тема|слово редактора|колонка редактора|от редакции|от редактора|слово ректора|новости|события|хроника|хроника событий|"
    "факты|политика|экономика|общество|культура|искусство|литература|музыка|театр|кино|история|наука|техника|наука и техника|образование|"
    "медицина|здоровье|природа|экология|спорт|туризм|путешествия|люди|личность|персона|портрет|лица|имена|судьбы|наши юбиляры|юбилей|"
    "юбилеи|память|памятные даты|даты|интервью|беседа|беседы|диалог|диалоги|репортаж|репортажи|расследование|очерк|очерки|очерк и публицистика|"
    "публицистика|эссе|проза|поэзия|проза и поэзия|поэзия и проза|стихи|рассказы|повести и рассказы|драматургия|мемуары|воспоминания|дневники|"
    "дневники и воспоминания|архив|из архива|архивы|документы|публикации|публикации и сообщения|сообщения|статьи|исследования|материалы|"
    "теория|практика|методика|дискуссия|дискуссии|полемика|мнение|мнения|точка зрения|комментарий|критика|литературная критика|"
    "критика и библиография|рецензии|обзоры|обзор|библиография|книги|книжная полка|книжное обозрение|среди книг|краеведение|клуб|школа|"
    "мастерская|досуг|юмор|сатира и юмор|письма|почта|письма читателей|наша почта|разное|приложение|краткие сообщения|научная жизнь|некролог|"
    "некрологи|рубрики|официально|за рубежом|зарубежный опыт|международная жизнь|страницы истории".split("|")
)

# Given names that say "person" wherever they stand; Latin script, lower case.
FIRST_NAMES: Final = frozenset(
    "james john robert michael mike david william bill richard joseph joe thomas tom charles charlie christopher chris daniel dan matthew matt anthony tony "
    "mark donald steven stephen steve paul andrew andy joshua josh kenneth ken kevin brian george timothy tim ronald ron edward ed jason jeffrey jeff ryan "
    "jacob gary nicholas nick eric jonathan larry justin scott brandon benjamin ben samuel sam gregory greg alexander alex patrick frank raymond jack dennis "
    "jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter keith roger terry harold sean gerald carl arthur lawrence "
    "jordan albert willie jesse ralph roy louis philip phil russell bobby johnny bradley allan alan ian simon neil graham colin martin stuart hugh nigel "
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol "
    "amanda melissa deborah debra stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley brenda emma anna pamela nicole samantha "
    "katherine catherine christine helen debbie rachel carolyn janet maria olivia heather diane julie joyce victoria ruth virginia lauren kelly christina "
    "joan evelyn judith andrea hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn janice jean alice julia judy sophia grace denise "
    "amber doris marilyn danielle beverly isabella theresa diana natalie charlotte marie kayla alexis lori jane claire kate lucy fiona zoe naomi miriam "
    "hans peter wolfgang klaus jürgen dieter werner horst manfred helmut gerhard günter karl heinz stefan andreas thomas uwe rainer bernd jens jörg sven "
    "matthias markus florian sebastian tobias christian jan lars felix lukas moritz max paul otto fritz franz josef georg ernst kurt rolf ulrich axel dirk "
    "torsten thorsten holger ralf katrin sabine petra monika ursula renate karin gisela ingrid brigitte heike anja silke susanne claudia nicole julia anne "
    "katharina lena laura lea johanna friederike annette birgit gabriele eva antje ulrike "
    "jean pierre michel andré philippe rené louis alain jacques bernard marcel daniel roger robert claude christian henri nicolas frédéric françois laurent "
    "pascal éric olivier thierry guillaume antoine vincent julien mathieu thomas luc serge gilles yves hervé didier bruno marie jeanne françoise monique "
    "catherine nathalie isabelle jacqueline anne sylvie martine nicole suzanne hélène sophie valérie christine véronique céline chantal camille élise "
    "florence agnès léa manon chloé juliette pauline élodie aurélie émilie benoît étienne emmanuel "
    "josé juan antonio manuel francisco luis carlos miguel pedro jorge pablo diego fernando javier carmen ana isabel lucía marta giovanni giuseppe marco "
    "luca francesco andrea paolo giulia chiara elena mario luigi roberto alessandro matteo stefano lorenzo simone "
    "ivan sergei sergey dmitri dmitry vladimir mikhail alexei alexey nikolai boris yuri igor oleg andrei natalia olga tatiana svetlana irina anton leo lev "
    "erik lars anders karin ingrid bjorn björn sven nils johan olof magnus mohammed muhammad mohamed ahmed ali hassan hussein omar ibrahim khalid fatima "
    "yusuf abdullah aisha priya rahul amit arun ravi sanjay raj deepak anita sunita vikram arjun rohit neha kenji hiroshi takashi yuki akira haruki kazuo "
    "yoko naoko wei li xiao ming jing hui ying yan jun min hong lei fang jian bo yu xin hao gordon bruce howard craig derek dean "
    "norman oliver leonard lenny geoffrey gareth rory alastair ewan duncan malcolm trevor clive barry leon edgar edmund edwin ernest francis gilbert harvey "
    "herbert jerome julian lewis maurice oscar rupert sidney stanley theodore victor vernon wallace warren wendell abigail adele agnes amelia "
    "audrey beatrice bridget cecilia clara constance daphne edith eleanor eliza ella eloise esther eve flora gwen harriet imogen iris ivy jill joanna josephine "
    "leah lillian lydia mabel marion maud megan mona nora norma penelope phoebe rosa rose rosemary sally sylvia tess tina ursula vera vivian wendy".split()
)
# Words that titles are made of and names are not; Latin script, lower case.
TITLE_WORDS: Final = frozenset(
    "the a an of in on at to for with from into about after before between beyond over under without within through and or but nor as is are was were be been "
    "can could will would should may might must do does did has have had not no how why what when where who which that this these those its our your their "
    "new old first last best next more most less all some any other one two three four five ten big small great good bad future past modern world global "
    "national international local public private social political economic human natural american british european chinese japanese german french african "
    "indian russian asia africa europe america china india japan russia britain germany france climate change energy water war peace power state government "
    "policy politics economy market markets trade money business work labor labour law justice rights history culture science technology research study "
    "studies analysis theory practice method methods model models system systems data design development education health care food life death love art arts "
    "music film book books story stories letter letters news review reviews report reports notes note introduction editorial editor editor's contents issue "
    "preface index calendar events event guide special section feature features column profile interview conversation essay essays poem poems fiction "
    "using toward towards against among during since until while if then than so such only just even also there here out up down off back again "
    "age era century year years day days night time times city cities house home land sea river mountain island earth space sky sun moon star stars "
    "effect effects impact role case approach evidence problem problems question questions answer answers challenge challenges crisis risk growth rise fall "
    "end beginning return rethinking understanding making building learning reading writing living finding managing improving support changes improved "
    "der die das den dem des ein eine einer eines einem und oder aber mit von vom zum zur im am in auf aus bei nach über unter vor für gegen ohne durch wie was "
    "warum wer wo wann ist sind war nicht kein keine neue neuen neuer neues mehr zwischen als auch "
    "le la les un une des du de au aux et ou mais dans sur sous avec sans pour par entre vers chez comment pourquoi que qui quoi est sont n'est pas plus "
    "el los las y en con por para sin sobre il lo gli della delle dei nel nella".split()
)
NAME_PARTICLES: Final = frozenset(
    "von van der den de del della di da dos das du la le el al bin ibn ben ter ten zu zur af av y e st st. o' d' mac jr jr. sr sr. ii iii iv".split()
)
HONORIFICS: Final = frozenset(
    "dr dr. prof prof. professor sir dame lord lady mr mr. mrs mrs. ms ms. rev rev. rt. revd. rvd. pastor fr. dipl.-ing. ing.".split()
)
KOREAN_SURNAMES: Final = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부"
)
KOREAN_ROLES: Final[dict[str, Role]] = {"글": "author", "사진": "photographer", "그림": "illustrator", "일러스트": "illustrator", "번역": "translator", "옮김": "translator",
    "구술": "narrator", "대담": "interviewee", "엮음": "compiler", "정리": "compiler", "인터뷰": "interviewer", "취재": "reporter", "편집": "editor", "진행": "host", "글·사진": "author", "지음": "author", "기자": "reporter"}  # fmt: skip
CYRILLIC_FIRST_NAMES: Final = frozenset(
    "александр алексей анатолий андрей антон борис вадим валентин валерий василий виктор виталий владимир владислав вячеслав геннадий георгий григорий даниил денис "
    "дмитрий евгений егор иван игорь илья кирилл константин лев леонид максим михаил никита николай олег павел пётр петр роман сергей степан тимофей фёдор федор юрий яков ярослав "
    "александра алла анастасия анна валентина варвара вера виктория галина дарья евгения екатерина елена елизавета зинаида инна ирина ксения лариса лидия любовь людмила маргарита "
    "марина мария надежда наталья нина оксана ольга раиса светлана софья тамара татьяна юлия".split()
)
ARABIC_FIRST_NAMES: Final = frozenset(
    "محمد أحمد احمد محمود علي حسن حسين عبد عبدالله عبدالرحمن عبدالعزيز إبراهيم ابراهيم يوسف خالد عمر عثمان مصطفى طه سعيد سعد سليمان صالح جمال كمال فاطمة "
    "مريم عائشة زينب ليلى نادية سلمى هدى منى أمل نجيب فؤاد رشيد جابر طارق سامي سمير رامي كريم هاني وليد ياسر ناصر فيصل سلطان ماجد نبيل عادل فاروق "
    "إسماعيل موسى عيسى داود يعقوب إلياس جورج جبران ميخائيل أنطون بطرس حنا إدوارد غسان نزار أدونيس بدر شاكر صلاح توفيق عباس إحسان جلال شوقي رضوى لطيفة غادة".split()
)
ARABIC_ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(("بقلم", "كتب", "كتبها", "تأليف", "شعر", "قصة", "نص", "نوشته", "نوشتهٔ", "نوشتۀ", "از"), "author"),
    **dict.fromkeys(("ترجمة", "ترجمه", "ترجمهٔ", "ترجمۀ", "تعريب", "ترجمها", "نقلها إلى العربية", "مترجم"), "translator"),
    **dict.fromkeys(("حوار", "أجرى الحوار", "أجرت الحوار", "حاوره", "حاورها", "گفتگو", "گفت‌وگو", "مصاحبه"), "interviewer"),
    **dict.fromkeys(("إعداد", "جمع", "جمعها", "گردآوری", "تنظیم"), "compiler"),
    **dict.fromkeys(("تحرير", "تحقيق", "ویرایش", "به کوشش"), "editor"),
    **dict.fromkeys(("مراجعة", "عرض"), "reviewer"),
    **dict.fromkeys(("تصوير", "عکس"), "photographer"),
    **dict.fromkeys(("رسوم", "ريشة", "تصویرگر"), "illustrator"),
}  # fmt: skip
"""Words before a name that say what somebody did, Arabic and Persian."""
ARABIC_AMBIGUOUS: Final = frozenset("مراجعة عرض حوار قصة نص از جمع تحقيق تنظیم شعر حاوره گفتگو مصاحبه کتاب".split())
"""Those that are common words too: only with a colon do they say so."""
ARABIC_TITLES: Final = (
    "د.", "د/", "أ.د.", "أ. د.", "أ.م.د.", "أ.", "م.", "م/", "أ/", "الدكتور", "الدكتورة", "الأستاذ", "الأستاذة", "المهندس", "الشيخ", "دکتر", "مهندس",
)  # fmt: skip
