"""Readings: every way one row might be read, each with the log-odds that its own text gives it.

A reading is a role in the grammar of a contents page plus the pieces that the role needs. Nothing is decided
here; `decode` chooses one reading per row for the whole issue at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .lexicon import (
    ARABIC_SECTIONS,
    CYRILLIC_SECTIONS,
    FIRST_NAMES,
    HONORIFICS,
    LATIN_SECTIONS,
    NAME_PARTICLES,
    NATIONS,
    ROLE_WORDS,
    SECTION_WORDS,
    TITLE_WORDS,
)
from .names import NATION, is_post, is_romanised, is_standing, is_workplace, read_byline
from .rows import LONG_PARAGRAPH, Row, is_running
from .tokens import (
    BAR,
    CJK,
    GAP,
    HAN,
    LEADER,
    Label,
    has_label,
    read_first,
    read_last,
    read_only,
    script_of,
    unspace,
    width,
)

RoleName = Literal["section", "entry", "more", "subtitle", "byline", "page", "blurb", "noise", "parallel", "part"]
Position = Literal["first", "last", "section", "none"]


class Reading(Struct, frozen=True, gc=False):
    """One way to read a row. `form` names how title and byline are divided; the style of an issue prefers one form."""

    role: RoleName
    score: float
    title: str = ""
    byline: str = ""
    label: Label | None = None
    section: str = ""
    form: str = ""
    ordinal: str = ""


class Habits(NamedTuple):
    """What is counted over all rows before any is read."""

    prefixes: Counter[str]
    bars: float
    script: str
    typical: float
    body_size: float
    capitals: int = 0
    """Rows without a page that look like sections set in capitals."""
    named_twice: int = 0
    """Short rows that hold a name in East Asian script and once more in an alphabet."""
    capital_sections: int = 0
    """Those of them that are known for sections."""
    dashed: bool = False
    """What follows a dash on rows of their own are names: `—Sulochana Deshpande`."""
    cased: bool = False
    """Titles are set as sentences are, in small letters: capitals behind the first word are names."""
    signed_below: bool = False
    """Names stand below the pages of their entries and a blank line."""

    @property
    def spaced(self) -> bool:
        """Surname and given name stand apart, as in Japanese."""
        return self.script == "kana"


_MARKED_SECTION = re.compile(
    r"^\s*(?:[■□◆◇●○▲△▼★☆※◎❖►▶▪▫◼◾§#+▍▎▌]+\s*(?P<a>.+?)|[【〔［\[〖](?P<b>[^】〕］\]〗]{1,24})[】〕］\]〗]|[·•・◎※~～—–-]+\s*(?P<c>[^·•・—–]{1,16}?)\s*[·•・◎※~～—–-]+|[<＜〈《«](?P<d>[^>＞〉》»]{1,10})[>＞〉»])\s*$"
)
_LATIN_FIRST = re.compile(
    rf"^(?=.*[{HAN}·：:\s]$)(?P<first>[A-Z][A-Za-z&,'’\s-]{{2,60}}?)\s*[/|｜]?\s*[{HAN}·：:\s]{{2,12}}$"
)
"""A section's name in an alphabet, and once more in Han."""
_BILINGUAL = re.compile(
    rf"^(?P<first>[{CJK}·：:\s]{{2,16}}?)(?:\s+|\s*[/|｜]\s*|(?=\S*[a-z])|(?=[A-Z&]{{4,}}$))(?P<second>[A-Z][A-Za-z&,:'’\s-]{{2,60}})$"
)
_MASTHEAD = re.compile(
    r"ISSN|ISBN|\bCN\s?\d\d|刊号|刊號|[主协承]办|主辦|主管|出版[：:者]|编辑部[：:]|地址|电话|電話|邮编|郵編|邮发代号|定价|定價|订阅|E-?mail|https?:|www\.|@|©|版权|版權|印刷|发行|發行|总第\s*\d|總第|"
    r"责任编辑[：:]|責任編輯[：:]|美术编辑|主编[：:]|总编|社长|编委|传真|广告|廣告|账号|开户|封面(?:摄影|攝影|题字|題字|设计|設計|绘画|人物)?[：:·]|封底(?:摄影|攝影)?[：:·]|封面设计|扉页|封二[：:]|封三[：:]|标签[：:]|分类[：:]|转载|下期|本期(?:责|执|值)|"
    r"目次页|条形码|Copyright|All rights reserved|Subscri|Published by|Editor-in-Chief|Impressum|Abonnement|(?:审核|排版|终审|复审|初审)[：:]|(?:표지화?|컷|제자|장정)\s?[:：]|^(?:발행일|인쇄일|등록번호|등록일|등록|인쇄인?|인쇄처|펴낸[곳이]|펴낸날|찍은[곳날]|편집위원|주간|전화|팩스|값|정가|우편번호|서울특별시|서울시)[\s:：]|발행인|편집인|발행처|정기구독|구독료|定価|発行|編集人|編集部|印刷所|مجلة|السنة|نشانی|آدرس|صندوق پستی|ص\.\s?ب\b|الإدارة|الاشتراك|هاتف|تلفن|بها:|ثمن العدد|رئيس التحرير|\bprice\b|£|€|\$\s?\d|￥|Tel\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:文章[编編][号號]|期刊基本参数|[本][栏欄期版刊][责責]任?[编編][辑輯]|指导老师|指導老師|欢迎投稿|歡迎投稿|投稿(?:信箱|邮箱)|中[图圖]分[类類][号號]|收稿日期|刊[号號]|[定售][价價]|主管|主[办辦]|主管主[办辦]|督印人?|承印者?|[准準]印[证證][号號]|零售[价價]?|社址|印[数數]|[邮郵][发發]代[号號]|封面|封底|封[二三]|扉页|扉頁|题图|題圖|题字|插图|尾花|责任编辑|責任編輯|美术编辑|版式|本期执行|广告索引|英文审校|英文編輯|編委會|编委会|稿件请寄|来稿请寄|投稿|审校|校对|発行所|印刷所|編集|copy (?:for|to)|dibujo de cubierta|(?:deputy |managing |assistant |art |production |hon\.? ?)*(?:editors?|design(?:er)?|publisher|president|chairman|secretary|treasurer|rector|organist|churchwardens|circulation|advertising)(?=:)|on the cover|cover(?: photo| image| art| story)?|couverture|titelbild|umschlag|表紙|direttore(?: responsabile)?|redazione|abbonamento|redactie(?:adres)?|foto omslag|omslag(?:foto)?|abonnement(?:en)?|vormgeving|發行人|发行人|印刷者)"
    r"(?:写真|摄影|攝影|题字|題字|设计|設計|绘画|人物|作品|说明|图片|デザイン)?\s?[:：·•/／\u3000]",
    re.IGNORECASE,
)
_IMPRINT_LABEL = re.compile(
    r"^\W*(?:(?:verantwortliche[rs]?|leitende[rs]?|geschäftsführende[rs]?|stellvertretende[rs]?|hoofd|eind|chef|ansvarig|naczelny|главный|ответственный|технический|художественный|зам\.)\s?)?"
    r"(?:herausgeber(?:in)?|herausgegeben von|hrsg\.?|schriftleit(?:ung|er)|redaktion(?:sschluss|sanschrift|skollegium)?|redakteure?|chefredakt(?:ion|eur)|verlag(?:sort)?|druck(?: und verlag)?|gesamtherstellung|auflage|anzeigen(?:verwaltung|leitung)?|erscheinungsweise|bezugspreis|einzelpreis|satz(?: und druck)?|layout|gestaltung|titelfoto|v\.?\s?i\.?\s?s\.?\s?d\.?\s?p\.?"
    r"|rédact(?:ion|eur(?: en chef)?|rice en chef)|secrétariat(?: de rédaction)?|direct(?:eur|rice) de (?:la )?(?:publication|rédaction)|directeur(?:-gérant)?|gérante?|comité de rédaction|imprim(?:erie|eur|é par)|maquette|mise en pages?|dépôt légal|éditeur|diffusion|siège social|commission paritaire|tirage|abonnements?"
    r"|direct(?:or|ora|or[ae]s|or responsable|or general)|redac(?:ción|ç[ãa]o|tor(?: jefe)?|tor-chefe)|jef[ea] de redacción|consejo (?:de redacción|editorial)|conselho editorial|editor responsable|edita|imprime|impresión|impress[ãa]o|maquetación|depósito legal|administra(?:ción|ç[ãa]o)|suscripci(?:ón|ones)|assinaturas?|propriedade|tirada|tiragem|capa|portada"
    r"|direttore(?: responsabile| editoriale)?|condirettore|caporedattore|redazione|comitato (?:di redazione|scientifico)|stampa(?:to da)?|tipografia|editore|amministrazione|abbonament[oi]|copertina|grafica|impaginazione"
    r"|(?:redactie|hoofdredact(?:ie|eur)|eindredactie|uitgever|uitgave|drukkerij|druk|opmaak|abonnementen|ledenadministratie|oplage|kopij naar)"
    r"|redaktor(?: naczelny)?|kolegium(?: redakcyjne)?|adres(?: redakcji)?|wydawca|druk|nakład|skład|cena|prenumerata|redakce|šéfredaktor|vydavatel|tisk|redaktør|utgiver|tryk|tryck"
    r"|редактор|редакция|редколлегия|редакционная коллегия|корректор|адрес(?: редакции)?|учредител[ьи]|издател[ьи]|издательство|типография|тираж|цена|подписка|индекс|отпечатано(?: в)?|сдано в набор|вёрстка|верстка"
    r"|printed (?:by|in)|published by|edited by|typeset(?:ting)? by|editorial (?:board|office|address)|managing editor|circulation|distribution|printers?|publishers?|cover design)"
    r"\s?:\s*\S",
    re.IGNORECASE,
)
"""What an imprint puts before the colon, by language."""
_PRINTED = re.compile(
    r"^\W*(?:(?:printed|published|typeset|distributed)(?: and (?:printed|published|bound))? (?:by|in|at|for)|imprimé (?:par|en|à|sur)|achevé d['’]imprimer|impreso (?:por|en)|impresso (?:por|em|na)|"
    r"stampato (?:da|in|presso)|finito di stampare|gedruckt (?:bei|in|von|auf)|herausgegeben vo[nm]|gedrukt (?:bij|door)|uitgegeven door|drukowano w|wydawane przez|напечатано в|отпечатано в|издаётся|издается)\s+\S",
    re.IGNORECASE,
)
"""Who printed and published, without a colon."""
_REGISTERED = re.compile(r"\bCN\s?\d\d-\d{4}(?!\d)|\bISSN\s?\d{4}-\d{3}[\dXx]\b")
"""The number of a periodical, which no title has."""
_BARE_CREDIT = re.compile(
    r"^(?:主管|主[办辦]|出版|[编編][辑輯]|副?主[编編]|[编編][辑輯]部主任|社[长長]|副?[总總][编編](?:[辑輯])?|[发發]行|印刷|封面[设設][计計]|封面[绘繪][画畫]|版式[设設][计計]|[题題]字|刊[号號]|[邮郵][发發]代[号號]|[定售][价價])(?:[单單]位)?[ \u3000]+\S"
)
_IMPRINT = re.compile(
    r"^(?:本[栏欄期版刊][责責]任?[编編][辑輯]|副?主[编編]|[责責]任[编編][辑輯]|[责責][编編]|美[术術][编編][辑輯]|指[导導]老[师師]|[执執]行主[编編])"
    r"[\s：:]{0,3}\S{2,4}(?:$|[\s、，])"
)
_ISSUE = re.compile(
    r"^\W*(?:[《〈].{1,16}[》〉])?.{0,16}?(?:第?\s?[\d〇零一二三四五六七八九十百０-９]+\s?(?:期|卷|號|号|巻|輯|辑)|(?:民[国國]\s?|[\d〇零一二三四五六七八九０-９]{2})[\d〇零一二三四五六七八九十百０-９]+\s?年|\d{4}\s?年|\d{4}[-/.．·]\d{1,4}(?:[-/.]\d{1,2})?(?:\s|$|[)）])|Vol\.?\s?\d+|No\.?\s?\d+|Issue\s+\d+|Heft\s+\d+|Nr\.?\s?\d+|N[°º]\s?\d+|№\s?\d+\s?(?:\(\d+\)|[/.,]\s?\d{4}|$)|numéro|Volumen\s|Número\s\d|Tomo\s[IVXLC\d]|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\s+\d{4}|العدد|Volume\s+\d+|Jahrgang|春季?号|夏季?号|秋季?号|冬季?号)",
    re.IGNORECASE,
)
_PERIODICAL = re.compile(
    r"(?:期刊|月刊|周刊|季刊|雙月刊|双月刊|旬刊|半月刊|学报|學報|杂志|雜誌|报|報|網絡版|网络版|版|\b(?:Magazine|Journal|Quarterly|Review|Monthly|Weekly|Bulletin|News|Gazette|Zeitschrift|Revue))\s*$"
)
_DATE_TAIL = re.compile(r"(?:期|卷|號|号|巻|日|月|年|版)[）)\s]*$|\d{4}[)）]?\s*$|\d{1,2}[)）]?$")
_RUNNING_HEAD = re.compile(
    r"^第\s?\d+\s?期[\s\u3000]+\S.*\s\d+$|[|·•–—]\s?(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Januar|Februar|März|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\s\d{4}\s+\d{1,3}$"
    r"|^\S.*(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},\s\d{4}\s{2,}[A-Z]?\d{1,3}$"
)
MARKER: Final = re.compile(
    r"^[\W_]*(?:第\S{1,8}?[卷巻]\s?)?(?:第\S{1,6}?[號号期]\s?)?(?:本期|本刊|本號|本号|本月|本周|今日|本报|期刊|英文|中文|总|總|版面)?\s*(?:[目日]\s*[录錄]|目\s*次|目[ \u3000]+[\u4e00-\u9fff]|要\s*目|要目|内容提要|内容|內容|导航|導航|看点|目\s*録|もくじ|導\s*[読讀]|导\s*读|本期导读|本期看点|contents?(?: of this (?:number|issue|part|volume))?|table of contents|in this (?:month['’]?s |week['’]?s )?issue|in this (?:month|week|quarter)['’]s [\w' ]{3,20}|in this (?:month|week)['’]?s \w+|what['’]?s (?:in here|inside|in this issue)|in these pages|today in (?:the )?\w+|this (?:month|week)|inside|inhalt(?:sverzeichnis|sübersicht| dieses heftes| des heftes)?|in diesem heft|sommaire|table des matières(?: (?:de|du) [\w’' ]{2,30})?|(?:sommaire|sumario|sommario|sumário|inhalt|contents|[íi]ndice) (?:d(?:e la|e l['’]|e|u|es|el|ell['’]|ella|o|a)|of(?: the)?|der|von|zu[mr]?)\s?(?:\w+[.°]?\s)?(?:num[ée]ro|número|fasc[ií]c(?:olo|ulo|ule)|livraison|cahier|heft(?:es)?|band(?:es)?|jahrgang|number|volume|part|n[°ºo]\.?|nr\.?|tom[oe]|entrega|cuaderno)\s?\w*(?:,\s(?:heft|number|no\.|nr\.|part|num[ée]ro|n[°º])\s?\w{1,6})?|in het kort|in dit nummer|dans ce num[ée]ro|en este n[úu]mero|n[ea]st[ea] (?:edi[çc][ãa]o|n[úu]mero)|in questo numero|índice|sumario|sum[áa]rio|sommario|indice|inhoud|inhoudsopgave|içindekiler|w numerze|в (?:этом )?номере|فهرست(?: مطالب)?|مطالب|المحتويات|الفهرس|فهرس(?:\s\w+)?|محتويات(?: هذا)?(?: العدد)?|في هذا العدد|содержание|оглавление|spis treści|treść(?: numeru)?|contents (?:for|of) \w+,? 1[89]\d\d(?:\s+vol\W.{1,24})?|contents of \w+ [\w. ']{3,24}|차례|목차)"
    r"(?:\s*[/|·•—-]?\s*(?:contents?|table of contents|sommaire|inhalt|índice|sumario|sommario|inhoud|目\s*[录錄次]|catalog(?:ue)?|english contents|abstracts?|continued|续|（续）|\(续\)))?"
    r"(?:\s+(?:pages?|p\.|[頁页][码碼次]?|ページ|Seite|Стр\.?|ص|الصفحة))?(?:\s+[\d年月期第总./\s-]{1,16}|\s{2,}[^\W\d_]{3,10}\.?\s+(?:19|20)\d\d)?[\W_]*$",
    re.IGNORECASE,
)
GENRE_AFTER: Final = re.compile(
    r"(?:(?:\.|,|;)\s+(?:роман|повесть|рассказы?|стихи|стихотворени[ея]|поэма|очерки?|эссе|пьеса|novelle|roman|erzählung(?:en)?|gedichte?|mitgeteilt|satz|text|aufgezeichnet|erzählt|nacherzählt|bearbeitet|gesammelt|poem|verses?|jingle|sonnet|song|poes[ií]as?|cuento|zusammengestellt|(?:eine? )?[a-zäöü]*(?:bild|geschichte|skizze|humoreske|plauderei)|übersetzt|deutsch|übertragen|communicated|translated|retold|edited|compiled|recueillie?s?|traduite?|présentée?|nouvelle|récit|poèmes?|cuento|poemas?)\.?"
    r"|,\s(?:propos recueillis|présentée?s|traduite?s|traduite?s?\sd[eu'’][^,]{2,20}|texte établi|entretien réalisé|selected|introduced|presentad[oa]s?|traducid[oa]s?|apresentad[oa]s?|recolhid[oa]s?|a cura))$",
    re.IGNORECASE,
)
"""What kind of text it is, or what somebody did, left before `par` or `by`: it is no part of the title."""
_GENRE_WORDS = r"(?:[剧劇戏戲](?:[·・•][一二三四五六七独獨多][幕场場])?(?=\s?[\]】〕］)）〉>]\s*$)|戯曲(?:[·・][一二三四五]幕)?|[一二三四五六七]幕(?:[一二三四五六七八九十]+[场場])?|专访|專訪|小\s说|组\s诗|散\s文|[长长短中微]篇|小说|小說|小説|散文|社论|社論|特写|特寫|歌词|歌詞|歌曲|报告(?!会)|報告(?!會)|戏曲|戲曲|对口词|家史|故事|曲艺|唱词|寓言|游记|遊記|日记|日記|书信|[诗詩][一二三四五六七八九十两]首|创作|創作|话剧|話劇|[独獨多][幕]剧|[独獨多]幕劇|京剧|相声|快板|童謠|童谣|诗歌|诗|詩歌|詩|組詩|组诗|随笔|评论(?!员)|報告文學|报告文学|剧本|非虚构|创作谈|译文|综述|书评|访谈|[一二三四五六七八九〇十百\d]+枚|連載(?![一二三四五六七八九十第\d之])|连载(?![一二三四五六七八九十\d之])|童话|纪实|文论|杂文|特稿|小品|評論|對談|論文|資料|座[谈談]|漫[画畫]|大鼓|琴[书書]|[坠墜]子|[评評][书書话話]|[弹彈][词詞](?:[开開]篇)?|快板?[书書]|数来宝|數來寶|[单單]弦|好[来來][宝寶]|清音|[渔漁]鼓|道情|[莲蓮]花落|二人[转轉]|皮影[戏戲]?|[儿兒]歌|[谜謎][语語]|[民山]歌|民[谣謠]|歌[谣謠]|[传傳][说說]|顺口溜|順口溜|三句半|[说說]唱|演唱|通[讯訊]|速[写寫]|短[评評]|[时時影剧劇乐樂][评評]|札[记記]|[译譯][诗詩]|[剪][纸紙]|篆刻|[书書]法|摄影|攝影|[油版国國年]画|[油版國年]畫|水彩|水粉|水墨|木刻|雕塑|素描|连环画|綜合材料|综合材料)"
_ARABIC_GENRES = r"(?:قصيدة|قصائد|قصة|قصة قصيرة|شعر|مسرحية(?: [^()]{1,24})?|رواية|مقال|حوار|شعر|داستان|نمایشنامه)"
_KOREAN_GENRES = r"(?:시|소설|단편소설|단편|중편|동화|만화|수필|희곡|동시|연재)"
_LATIN_GENRES = r"(?:(?i:(?:an? |the |eine? |une? |un[ao]? )?(?:(?:short )?story|essays?|poems?|poetry|verses?|memoir|article|editorial|novel(?:ette|la|ista)?|fiction|ghost story|playlet|one-act play|nouvelle|conte|po[èe]m[ea]s?|poésie|récit|racconto|poesi[ae]|novela|cuento|relato|poemas?|conto|ensayo|ensaio|erzählung|novelle|roman|gedichte?|glosse|skizze|humoreske)\.?)|Gedichte?|Sage|Erzählung|Novelle|Märchen|Ballade|Poems?|(?:A )?(?:Short )?Story|Fiction|Poème|Nouvelle|Conte|Cuento|Poema|Рассказ|Стихи|(?:[а-я]+ )?(?:рассказ|повесть|стихи|стихотворение|роман|очерк|поэма|пьеса))"
GENRE: Final = re.compile(
    rf"\s*[\[【〔［(（〈<]\s?(?P<genre>[{CJK}·]*{_GENRE_WORDS}[{CJK}]{{0,3}}|{_LATIN_GENRES}|\s?{_ARABIC_GENRES}\s?|{_KOREAN_GENRES})\s?[\]】〕］)）〉>]\.?\s*$"
    rf"|\s*[·•・](?P<dotted>[{CJK}]*{_GENRE_WORDS})[·•・]?\s*$"
)
_SUBTITLE_DASH = re.compile(
    r"^\s*(?!—[个個位种種次年天本座条條场場封把张張只辆家片名])(?:[—–─━―－−‐-]{1,3}|一一(?=一[个個位场場]|[记記访訪谈談读讀评評论論])|-{2}|──|[〜～~](?=.*[〜～~]$)|ー(?=.*ー$))\s*(?=\S)"
)
_LONG_DASH = re.compile(r"^\s*(?:——|──|――|--)")
_SUBTITLE_START = re.compile(
    r"^(?:聚焦|记|記|访|訪|专访|專訪|对话|以|评|評|简评|簡評|读|讀|兼[论论谈評评]|关于|關於|从|從|回应|回應|纪念|致|献给|走进|来自|基于|寫在|写在|给|論|论|حوار مع|مقابلة مع|قراءة في|دراسة في|(?:[Uu]ne?|[Ee]ine?|[Aa]n?) (?:enquête|entretien|récit|conversation|Gespräch|Bericht|interview|memoir|report)\b|[Ee]ntretien avec|[Ii]n conversation)"
)
_SUBTITLE_END = re.compile(
    r"(?:侧记|側記|纪实|紀實|综述|为例|為例|论坛|论坛》|发布|举办|启示|启事|观察|采访记|訪談記|访谈录|访谈|纪要|纪行|之一|之二|之三|实录|實錄|追记|印象|述评|手记|札记|发展之路|中心|为中心|調查|调查|报告|考察|考|研究|分析|随想|有感|解读|成立|召开|举行|闭幕|开幕|落幕|论)$"
)
_LOWER = re.compile(r"^[a-zà-ÿа-я]")
_SENTENCE_END = re.compile(r"[。．.！!;；,，]\s*$")


def take_habits(rows: Sequence[Row]) -> Habits:
    """Count what repeats: prefixes before bars, the usual script, the usual width of a row."""
    texts = [row.text for row in rows]
    barred = [BAR.split(text, maxsplit=1)[0].strip() for text in texts if BAR.search(text)]
    colons = [match[1] for text in texts if (match := re.match(r"^([^：:]{2,10})[：:]", text))]
    scripts = Counter(script_of(text) for text in texts)
    scripts.pop("none", None)
    total = scripts.total()
    kana = sum(bool(re.search(r"[ぁ-ん]", text)) for text in texts)
    if kana >= 0.15 * total or scripts["kana"] >= 0.25 * total:
        scripts["kana"] += 2 * total
    elif scripts["han"] >= 0.3 * total:
        scripts["han"] += total
    widths = sorted(width(text) for text in texts) or [20]
    sizes = sorted(row.size for row in rows) or [0.0]
    prefixes = Counter(barred)
    prefixes.update({f"{prefix}：": count for prefix, count in Counter(colons).items() if count > 2})
    return Habits(
        prefixes,
        len(barred) / max(1, len(texts)),
        scripts.most_common(1)[0][0] if scripts else "none",
        widths[len(widths) // 2],
        sizes[len(sizes) // 2],
        sum(_is_in_capitals(text) for text in texts),
        sum(_is_named_twice(text) for text in texts),
        sum(_is_in_capitals(text) and known_section(section_name(text)) > 1 for text in texts),
        _are_dashed(texts),
        _are_cased(texts),
        _are_signed_below(rows),
    )


LEAST_DASHED: Final = 3


def _are_dashed(texts: Sequence[str]) -> bool:
    dashed = [text for text in texts if _SUBTITLE_DASH.match(text) and script_of(text) == "latin"]
    if len(dashed) < LEAST_DASHED:
        return False
    return sum(read_byline(text).score > 0.2 for text in dashed) >= 0.7 * len(dashed)


LEAST_BELOW: Final = 0.3


def _are_signed_below(rows: Sequence[Row]) -> bool:
    """Do names stand below a blank line behind the pages of many entries?"""
    paged = [at for at, row in enumerate(rows[:-1]) if has_label(row.text) or read_only(row.text)]
    below = sum(rows[at + 1].gap >= 0.9 and read_byline(rows[at + 1].text).score > 0.2 for at in paged)
    return below >= max(3, LEAST_BELOW * len(paged))


LEAST_WORDS: Final = 12
_SAID = re.compile(r"(?:^|\s|\()(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or)\s[A-ZÀ-Þ]")


def _are_cased(texts: Sequence[str]) -> bool:
    """Are the words within labelled rows, but for the first one and the last two, mostly small, and no names led by `by`?"""
    if sum(_SAID.search(text) is not None for text in texts) >= LEAST_TWICE:
        return False
    inner = [
        word
        for text in texts
        if script_of(text) == "latin" and not text.isupper() and (read_first(text) or read_last(text))
        for word in re.findall(r"[^\W\d_]{4,}", " ".join(text.split()[2:-2]))
    ]
    return len(inner) >= LEAST_WORDS and sum(word[0].islower() for word in inner) >= 0.6 * len(inner)


def read_row(row: Row, position: Position, habits: Habits) -> list[Reading]:
    """All readings of `row` worth considering under a page position, best first within a role."""
    text = row.text
    if MARKER.match(unspace(text)) or MARKER.match(text):
        return [Reading("noise", 6.0, form="marker")]
    options = _labels(text, position)
    wrapped = any(label is not None and label.wrap == "wrapped" and label.strength > 0.2 for label, _, _ in options)
    out = [Reading("noise", noise_score(row) - (4.0 if wrapped else 0.0))]
    only = read_only(text)
    if only:
        out.append(Reading("page", 1.5 + 1.5 * only.strength if position != "none" else -2.0, label=only))
        if only.strength >= 0.5:
            return out
    labelled = any(label is not None and label.strength >= 0.8 for label, _, _ in options)
    if position == "section" and (named := page_name(text)) is not None:
        out.append(Reading("section", 6.0, label=named[0], section=named[1]))
    for label, rest, bonus in options:
        if position == "section" and label is not None:
            name = section_name(rest)
            known = known_section(name)
            out.append(
                Reading(
                    "section",
                    bonus + known + (1.5 if label.wrap == "marked" or len(name) <= 4 else -1.0),
                    label=label,
                    section=name,
                )
            )
        else:
            out += _readings_of_rest(row, rest, label, bonus, habits, divided=label is not None or not labelled)
    if _SENTENCE.match(text) and not LEADER.search(text):
        out = [
            replace(reading, score=reading.score - 2.0)
            if (reading.role in ("entry", "more", "subtitle", "part") and not reading.byline)
            or (reading.role == "byline" and reading.form == "plain")
            else reading
            for reading in out
        ]
    if labelled:
        # A label that plainly stands there is not a part of a title, still less of a section's name.
        out = [
            replace(reading, score=reading.score - (3.0 if reading.role == "section" else 1.0))
            if reading.label is None and reading.role != "noise"
            else reading
            for reading in out
        ]
    return out


_PAGE_NAME = re.compile(
    r"^[【〔［\[〖■●▲◆]?\s?(?P<label>[A-Z]{0,2}\d{1,3}|第?[一二三四五六七八九十]{1,3}(?=版))\s?版?[\s:：·|｜／/-]{1,3}(?P<name>[\u4e00-\u9fff·]{2,8})\s?[】〕］\]〗]?$"
)


def page_name(text: str) -> tuple[Label, str] | None:
    """A newspaper's page and its name (【A1 头版】): the label and the name, or None."""
    found = _PAGE_NAME.match(text) if text[:1] in "【〔［[〖" else None
    label = read_only(found["label"]) if found else None
    return (label, found["name"]) if found and label else None


_SENTENCE = re.compile(r"^(?=(?:\S+\s+){4})[^.]*\b[a-zà-ÿа-я]{2,}[.][”»\"]?$")
"""A row of five words or more that ends as a sentence does."""


def _labels(text: str, position: Position) -> list[tuple[Label | None, str, float]]:
    """The ways to take a label off: at the position that the style says, or none at all."""
    options: list[tuple[Label | None, str, float]] = [(None, text, 0.0)]
    if position == "none":
        return options
    label = read_first(text) if position in ("first", "section") else read_last(text)
    if label is None and position == "section":
        label = read_last(text)
    if label:
        rest = text[label.stop :] if label.start == 0 else text[: label.start]
        rest = (
            rest.lstrip(" \t\u3000\u00a0/／|｜丨．.·•・:：、—–-").rstrip(" \t\u3000\u00a0/／|｜丨·•・")
            if label.start == 0
            else rest.rstrip(" \t\u3000\u00a0/／|｜丨·•・…⋯.．‥_—–-,，:：")
        )
        if rest:
            options.append((label, rest, 2.6 * label.strength - 0.6 - (2.0 if label.strength < 0.4 else 0.0)))
    else:
        options += _at_other_end(text, position)
    return options


def _at_other_end(text: str, position: Position) -> list[tuple[Label | None, str, float]]:
    """A column of its own may keep its labels at the other end; they must then stand clear of the title."""
    label = read_last(text) if position == "first" else read_first(text) if position == "last" else None
    if label is None or label.strength < 0.8:
        return []
    rest = text[label.stop :] if label.start == 0 else text[: label.start]
    clear = (
        label.wrap == "wrapped" or re.match(r"\u3000|\t|  ", rest) or re.search(r"(?:\u3000|\t|  |[.…·]{2,})\s*$", rest)
    )
    rest = rest.strip(" \t\u3000\u00a0/／|｜丨·•・…⋯.．‥")
    return [(label, rest, 2.6 * label.strength - 1.8)] if clear and rest else []


_DATELINE = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?:发自|發自)[{HAN}·]{{2,8}}(?=$|[ \u3000…])")
"""Where a report was sent from, behind its author."""


def _readings_of_rest(
    row: Row, rest: str, label: Label | None, bonus: float, habits: Habits, divided: bool
) -> list[Reading]:
    out: list[Reading] = []
    body = _DATELINE.sub("", LEADER.sub("\u2026\u2026", rest))
    plain = body.replace("\u2026\u2026", " ").strip()
    title, section = plain, ""
    title_points = title_score(plain, habits.spaced)
    signed = habits.dashed and _SUBTITLE_DASH.match(plain) is not None
    out.append(Reading("entry", bonus + title_points, title, label=label, form="tab" if row.tabbed else "plain"))
    out.append(Reading("more", bonus + title_points - 0.3, title, label=label, form="plain"))
    out.append(
        Reading(
            "subtitle",
            bonus + (-3.0 if signed else subtitle_score(plain)),
            _SUBTITLE_DASH.sub("", plain),
            label=label,
            form="plain",
        )
    )
    byline = read_byline(plain, habits.spaced)
    if habits.capital_sections >= LEAST_TWICE and label is None and _is_in_capitals(plain):
        first = plain.split()[0].lower()
        byline = byline if first in FIRST_NAMES or first in HONORIFICS else byline._replace(score=byline.score - 2.0)
    if byline.contributors and byline.score > -9:
        out.append(
            Reading(
                "byline",
                bonus
                + max(
                    -1.4 if width(plain) <= 8 else -1.8 if width(plain) <= 14 else -2.5 if width(plain) <= 20 else -6.0,
                    min(byline.score, 4.0),
                ),
                byline=plain,
                label=label,
                form="explicit" if byline.explicit else "plain",
            )
        )
    if label is None:
        out.append(Reading("section", section_score(row, habits), section=section_name(plain)))
        out.append(Reading("blurb", blurb_score(row), plain))
        out.append(Reading("part", title_points - 0.8, title, form="plain"))
        if (
            script_of(plain) == "latin"
            and habits.script in ("han", "kana", "hangul", "arabic")
            and re.search(r"[A-Za-z]{3,}\s+[A-Za-z]{2,}", plain)
            and not re.search(rf"[{HAN}]{{2}}", plain)
        ):
            out = [reading for reading in out if reading.role not in ("subtitle", "more")]
            out.append(Reading("parallel", 2.5, plain))
    if not divided:
        return out
    if (
        label is not None
        and width(plain) > 30
        and _STOPPED.search(row.text.removesuffix(label.text))
        and row.text.endswith(label.text)
    ):
        out.append(Reading("blurb", bonus + blurb_score(row._replace(text=f"{plain}.")), plain, label=label))
    if label is None and habits.script in ("han", "kana", "hangul") and _WORDS.match(plain):
        marked = [
            split for split in split_fields(body, habits.spaced, habits.cased) if split[2] in ("slash", "bar", "gap")
        ]
        marked = [split for split in marked if split[2] != "gap" or _WORDS.match(split[1])]
        for title, _, form, score in marked[:1]:
            out.append(Reading("parallel", 4.0 + max(0.0, min(2.0, score)), title, form=form))
    if label is not None and habits.script in ("han", "kana", "hangul"):
        out += _parallels(plain, body, label, bonus, habits)
    for form, section, title, points in (*_prefixed(body, habits), *_in_margin(body)):
        whole = bonus + points + title_score(title, habits.spaced)
        out.append(Reading("entry", whole, title, label=label, section=section, form=form))
        out += [
            Reading("entry", bonus + points + score, split, by, label, section, f"{form}+{division}")
            for split, by, division, score in split_fields(title, habits.spaced, habits.cased)[:2]
        ]
    led = 2.0 if body.startswith("\u2026\u2026") else 0.0  # leaders lead to whoever signs the row above
    if led and label is not None:
        out = [replace(reading, score=reading.score + (led if reading.role == "byline" else -led)) for reading in out]
    for title, by, form, score in split_fields(body, habits.spaced, habits.cased) if not led and not signed else ():
        if label is None and (is_workplace(title) or _CLASS_LAST.search(title)):
            continue  # who signs for the title above, and where they work
        if label is None and form == "by" and _PRINTED.match(plain):
            continue  # who printed the issue
        out.append(
            Reading("entry", bonus + score - (3.0 if _LONG_DASH.match(title) else 0.0), title, by, label, form=form)
        )
        out.append(Reading("more", bonus + score - 0.3, title, by, label, form=form))
        if (
            label is None and form == "by" and not _OF_ISSUE.search(title)
        ):  # a teaser and who signs: `How one farmer went digital, by Anne Cawdell`
            out.append(Reading("blurb", 0.5 + score + blurb_score(row), title, by, form=form))
        if _SUBTITLE_DASH.match(title) or subtitle_score(title) > 0.5:
            out.append(
                Reading(
                    "subtitle",
                    bonus + score + min(4.0 if _SUBTITLE_DASH.match(title) else 1.0, subtitle_score(title)),
                    _SUBTITLE_DASH.sub("", title),
                    by,
                    label,
                    form=form,
                )
            )
    return out


_OF_ISSUE = re.compile(
    r"^\W*(?:(?:on the |front |our )?cover|titelbild|umschlag|couverture|portada|capa|copertina|copyright|©|published|printed|issued|herausgegeben|hrsg|verlag|druck|edited|photograph|drawing|frontispiece|illustration)|\bis published\b|\bcopyright\b",
    re.IGNORECASE,
)
"""What begins so tells of the issue and not of a text in it."""
_STOPPED = re.compile(r"[a-zà-ÿ]{3}\.\s+$")
_CLASS_LAST = re.compile(r"(?:19|20)\d\d[级届級屆]$")
"""历史2003级: the class of an alumna, before her name."""
_WORDS = re.compile(r"^[^\u3040-\u9fff\uac00-\ud7a3]*[A-Za-z]{3,}[^\u3040-\u9fff\uac00-\ud7a3]*$")


def _parallels(plain: str, body: str, label: Label, bonus: float, habits: Habits) -> list[Reading]:
    """The title in a second language on the row that has the author and the page: `Rethinking the Concept …… 于 霞(16-21)`."""
    out = [Reading("parallel", bonus + 1.0, plain, label=label)] if _WORDS.match(plain) and " " in plain else []
    for title, by, form, score in split_fields(body, habits.spaced, habits.cased)[:2]:
        if _WORDS.match(title) and not _WORDS.match(by):
            out.append(Reading("parallel", bonus + 0.5 + score, title, by, label, form=form))
    return out


def _prefixed(body: str, habits: Habits) -> list[tuple[str, str, str, float]]:
    """`section | title` when the prefix repeats, or when bars are the rule."""
    bar = BAR.search(body)
    if bar and bar.start() > 0 and bar.end() < len(body):
        section, title = body[: bar.start()].strip(), body[bar.end() :].strip()
        known = 1.5 if section in SECTION_WORDS or section.lower() in LATIN_SECTIONS else 0.0
        if read_byline(section).score > 1.0 and not known:
            return []
        return [
            ("prefix", section, title, known + (1.5 if habits.prefixes[section] > 1 else 0.3) + 2.0 * habits.bars - 0.5)
        ]
    return []


_MARGIN_GAP = re.compile(r"^(?P<section>\S{1,12}(?:\s\S{1,6})?)(?:[ \u00a0]{2,}|[\t\u3000]{2,})(?P<title>\S.*)$")
_MARGIN_SPACE = re.compile(
    rf"^(?P<section>[{HAN}](?:\s[{HAN}]){{1,3}})(?:[ \u00a0]{{3,}}|\u3000{{2,}})(?P<title>\S.*)$"
)


def _in_margin(body: str) -> list[tuple[str, str, str, float]]:
    """`小説    水のない港 …`: a section name in the margin, on the row of its first entry."""
    gap = _MARGIN_GAP.match(body)
    spaced = _MARGIN_SPACE.match(body)
    if spaced and read_byline(unspace(spaced["section"])).score < 0 and script_of(spaced["title"]) == "han":
        return [("margin", unspace(spaced["section"]), spaced["title"], 2.4)]
    if not gap or known_section(section_name(gap["section"])) < 2:
        return []
    return [("margin", section_name(gap["section"]), gap["title"], 1.8)]


# ---- splitting title and byline ----


_Split = tuple[str, str, str, float]
"""Title, byline, form and log-odds of a division."""


_LETTERS = re.compile(rf"[{HAN}](?:[ \u3000\u00a0]+[{HAN}]){{1,4}}")
"""Letters set apart and nothing else: the name of a section (诗　歌), or of somebody."""


_PAIR_OF_NAMES = re.compile(rf"([{HAN}]{{2,4}})[·・、]([{HAN}]{{2,4}})")


def _is_section_pair(body: str) -> bool:
    """Two sections under one heading: 曲艺·戏剧."""
    pair = _PAIR_OF_NAMES.fullmatch(body)
    return pair is not None and all(known_section(part) > 1 for part in pair.groups())


@lru_cache(maxsize=20_000)
def split_fields(body: str, spaced: bool, cased: bool = False) -> tuple[_Split, ...]:
    """`(title, byline, form, log-odds)` for each plausible division of a row without its label; at most four, best first.

    `spaced` as in `read_byline`, `cased` as in `Habits`.
    """
    if is_romanised(body) or _LETTERS.fullmatch(body) or _is_section_pair(body):
        return ()
    found = [
        *_at_leaders(body),
        *_at_gaps(body),
        *_in_brackets(body),
        *_at_marks(body),
        *_at_by(body),
        *_at_initials(body),
        *_at_spaces(body),
        *_at_last_words(body, cased),
    ]
    scored = []
    for title, by, form, prior in found:
        title, by = title.strip(" \t\u3000\u00a0…"), by.strip(" \t\u3000\u00a0…")
        if not title or not by or not any(char.isalnum() for char in title):
            continue
        if (form in ("slash", "bar", "colon") and title in ROLE_WORDS) or _is_credit(title, spaced):
            continue  # 撰文/戴维
        if _DIVIDED.search(by) or any((label := read_only(side)) and label.strength >= 0.8 for side in (title, by)):
            continue  # the name itself stands behind a dash; a page is neither a title nor anybody
        if GAP.search(by) and re.search(r"(?:^|\s)(?:——|──|――)", by):
            continue  # a subtitle, and the byline behind it
        if form in ("space", "gap") and re.search(r"\u2026\u2026\s*\S", title):
            continue  # what follows a leader is not cut
        byline = read_byline(by, spaced)
        if not byline.contributors:
            continue
        if form.endswith("before"):
            title, by = _second_byline(title, by, spaced)
        points = (
            max(-2.5, min(_taken_together(by, byline.score, form), 3.5))
            + prior
            + title_score(_SUBTITLE_DASH.sub("", title.replace("\u2026\u2026", " ")), spaced)
            - _left_over(title, by, form)
            - (1.5 if spaced and form.endswith("before") and _is_led(title) else 0.0)
        )
        if _in_capitals(by) and not title.isupper():
            points += 1.5
        if form in ("space", DOUBTFUL, "by", "of"):
            points -= _left_hanging(title, form)
        if form == "space" and _WORD_AND_INITIALS.match(by) and by.split()[0].lower() not in FIRST_NAMES:
            points -= 1.2
        if form.endswith("colon-before") and byline.contributors[0].kind == "organization":
            points -= 2.5  # 衡阳高新区：锚定… is a title
        scored.append((title.replace("\u2026\u2026", " ").strip(), by, form, points))
    scored.sort(key=lambda item: -item[3])
    return tuple(scored[:4])


_WORD_AND_INITIALS = re.compile(r"^[^\W\d_]{3,}\s(?:[A-ZÀ-Þ]\.\s?)+[A-ZÀ-Þ]")
"""A word before initials, which begin a name as a rule: `Hedges V. M. Strickland`."""


_CREDIT_MARK = re.compile(r"^([^\s/／:：◎●・·＝=]{1,5})\s?[/／:：◎●・·＝=]")


def _is_credit(title: str, spaced: bool) -> bool:
    """Somebody named by a role (攝：Dickson To), who is no title."""
    mark = _CREDIT_MARK.match(title)
    return mark is not None and mark[1] in ROLE_WORDS and read_byline(title, spaced).explicit


_HANGS_OVER = re.compile(r"[,，、;；&＆]$|\b(?:and|und|et|y|e|i|и)$|(?:^|[\s.])[A-ZÀ-ÞА-Я]\.$")


@lru_cache(maxsize=20_000)
def hangs_over(byline: str) -> bool:
    """Do the names of a row go on in the next one? They end in a comma, a conjunction, an initial or a post."""
    return bool(_HANGS_OVER.search(byline.strip())) or is_post(byline)


def _in_capitals(by: str) -> bool:
    """Names set in capitals beside titles that are not."""
    if sum(map(str.isupper, by)) < 4:
        return False
    name = re.split(r",\s|\s[(]", by)[0]
    return (
        len(name.split()) >= 2 and sum(map(str.isupper, name)) >= 4 and not re.search(r"\b[^\W\d_]*[a-zà-ÿ]{3}", name)
    )


_DIVIDED = re.compile(r"[A-Za-zÀ-ÿ.]\s+[—–]\s+[A-ZÀ-Þ]")


def _taken_together(by: str, score: float, form: str) -> float:
    """A plain name vouches for the short pieces beside it: `秋裤 青竹 杨跃`."""
    if form != "space":
        return score
    pieces = by.strip().removesuffix("等").split()
    if len(pieces) < 2 or any(len(piece) > 4 for piece in pieces):
        return score
    return max(score, sum(max(-1.0, min(2.0, read_byline(piece).score)) for piece in pieces) / len(pieces))


_BARS = re.compile(r"\s+[/／|｜]\s+")


def _second_byline(title: str, by: str, spaced: bool) -> tuple[str, str]:
    """`author  title  translator 译`: what a role word marks at the end of the title joins the byline."""
    gaps = [*GAP.finditer(title), *_BARS.finditer(title)]
    for gap in gaps[:4]:
        rest = title[gap.end() :]
        if gap.start() > 0 and read_byline(rest, spaced).explicit:
            return title[: gap.start()], f"{by}；{rest}"
    return title, by


def _is_led(title: str) -> bool:
    """Does a second author stand at the head of a Japanese title (加藤純　柴田葵　庭の比較研究)?"""
    head = title.split()[0]
    return head != title and len(head) <= 5 and read_byline(head, True).score > 0.2


_NATION_INSIDE = re.compile(rf"[(（\[【〔［]{NATIONS}[)）\]】〕］]")


def _left_over(title: str, by: str, form: str) -> float:
    """Cost of a name left in the title at the side where the byline was cut off."""
    pieces = title.split()
    if _NATION_INSIDE.search(title) and not form.endswith("before"):
        return 2.5  # 【秘鲁】罗莎: a nationality belongs to a name
    if form in ("comma", "slash", "bar", "dot", "at") and (
        cut := re.search(r"[,，/／|｜·@]\s*([^,，/／|｜·@]+)$", title)
    ):
        return 1.5 if read_byline(cut[1]).score > 0.2 else 0.0
    parts = GAP.split(title) if form == "slash" else []
    if len(parts) > 1 and read_byline(f"{parts[-1]}/{by}").score > 2.5:
        return 3.0  # the employer stands between
    if form.endswith("before") and (signed := re.search(r"[(（]([^()（）]+)[)）]$", title)):
        return 2.5 if read_byline(signed[1]).score > (0.3 if script_of(signed[1]) == "latin" else 0.8) else 0.0
    if form == "comma-before" and (cut := re.match(r"([^,，]+)[,，]\s", title)):
        return 1.5 if read_byline(cut[1]).score > 0.2 else 0.0
    if len(pieces) < 2 or not form.startswith(("gap", "space", "leader")):
        return 0.0
    if form.startswith("gap") and (inner := GAP.search(title)):
        # Cut at the last gap, a narrow one within the title divides a rubric or series from it.
        last = GAP.split(title)[-1]
        narrow = not GAP.search(by) and width(inner.group()) <= 2
        rubric = form == "gap" and narrow and (len(last) > 4 or bool(re.search(r"[ぁ-ん]", last)))
        return (0.2 if rubric else 1.2) + _edge_name(pieces, form)
    return _edge_name(pieces, form)


def _edge_name(pieces: Sequence[str], form: str) -> float:
    edge = (pieces[0] if form.endswith("before") else pieces[-1]).lstrip("◎●○◆") or "◎"
    if is_standing(edge) and not form.endswith("before"):
        return 2.0
    if len(edge) == 1:
        return 1.5
    read = read_byline(edge)
    if read.explicit:
        return 2.5
    return 1.5 if len(edge) <= 4 and read.score > 0.4 else 0.0


def _at_leaders(body: str) -> list[_Split]:
    at = body.rfind("\u2026\u2026")
    if at <= 0:
        return []
    left, right = body[:at], body[at + 2 :]
    # `title …… author`, and sometimes the other way round.
    return [(left, right, "leader", 1.2), (right, left, "leader-before", -0.5)] if right.strip() else []


def _at_gaps(body: str) -> list[_Split]:
    gaps = [gap for gap in GAP.finditer(body) if gap.start() > 0][:6]
    out: list[_Split] = []
    for gap in gaps:
        left, right = body[: gap.start()], body[gap.end() :]
        out.append((left, right, "gap", 0.8))
        out.append((right, left, "gap-before", 0.6))
    return out


_BRACKETED = re.compile(
    r"^(?P<title>.+?)\s*[(（〔【\[](?P<by>(?:[^()（）〔〕【】\[\]]|[(（][^()（）]*[)）])+)[)）〕】\]]\s*(?P<tail>[…\s]*)$"
)


def _in_brackets(body: str) -> list[_Split]:
    match = _BRACKETED.match(body)
    if not match or GENRE.search(body):
        return []
    latin = re.fullmatch(r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*\s){1,2}[A-ZÀ-ÞĀ-Ž][\w'’-]+", match["by"]) is not None
    return [(match["title"], match["by"], "bracket", 0.6 if latin else -0.4)]


_MARKS = (("/", re.compile(r"\s*[/／⁄]\s*"), "slash", 0.6), ("|", BAR, "bar", 0.4), ("·", re.compile(r"\s*[·•・‧●○◎◆■□▲*＊]\s*"), "dot", -0.2), ("-", re.compile(r"\s+[-–—]\s+|\s*——\s*|\s*──\s*"), "dash", -0.6), (":", re.compile(r"\s*[:：]\s*"), "colon", -1.6), (",", re.compile(r",\s+|，"), "comma", -1.8), ("@", re.compile(r"\s*[@＠]\s*"), "at", 0.8), (".—", re.compile(r"\s*[.．]\s?(?:[—–]\s?|-(?![A-ZÀ-Þ]\.)(?=[A-ZÀ-Þ\"“‘']))"), "stop", 0.2))  # fmt: skip


_BULLET = re.compile("[●○◎◆■□▲]")
_ROLE_BEFORE = re.compile(
    r"[ \u3000](?:" + "|".join(sorted((word for word in ROLE_WORDS if len(word) == 2), reverse=True)) + r")\s?$"
)
"""採訪◎邱妙　攝影: the mark belongs to what somebody did."""
_ABBREVIATED = re.compile(
    r"\b(?:St|Ste|Sts|Mr|Mrs|Ms|Dr|Drs|Prof|Rev|Revd|Jr|Sr|No|Nos|Nr|Vol|vs|etc|Mt|Sankt|Skt|Hl|Mme|Mlle)$"
)


def _at_marks(body: str) -> list[_Split]:
    """Divided by a mark: the last one before the author, or the first one after an author who leads."""
    out: list[_Split] = []
    may_hold_roles = not body.isascii() and (" " in body or "\u3000" in body)
    for _, pattern, form, prior in _MARKS:
        cuts = list(pattern.finditer(body))
        if cuts and form == "dot" and _BULLET.search(body, 1):
            cuts = [cut for cut in cuts if _BULLET.search(cut[0])]  # a middle dot beside them joins a foreign name
        if cuts and may_hold_roles:
            cuts = [cut for cut in cuts if not _ROLE_BEFORE.search(body[: cut.start()])]
        if not cuts:
            continue
        if form == "comma":
            # Several authors before the title: any comma may be the one that ends them.
            out += [(body[cut.end() :], body[: cut.start()], "comma-before", prior - 0.5) for cut in cuts[1:5]]
        for cut in dict.fromkeys((cuts[0],) if form == "at" else (cuts[-1], cuts[0], *cuts[-2:-1])):
            if cut.start() > 0 and cut.end() < len(body) and form not in ("colon", "stop"):
                out.append((body[: cut.start()], body[cut.end() :], form, prior))
        first = cuts[0]
        if (
            first.start() > 0
            and first.end() < len(body)
            and form in ("slash", "bar", "colon", "dot", "dash", "comma", "stop")
        ):
            led = body[: first.start()] + (
                "." if form == "stop" and re.search(r"\b[A-Z]$", body[: first.start()]) else ""
            )
            out.append((body[first.end() :], led, f"{form}-before", prior - 0.6))
    ended = re.match(r"^(?P<title>.*[^\W\d_]{3,}[?!]?)\.\s+(?P<by>[^.]*(?:\b[A-ZÀ-ÞА-Я]\.[^.]*)*)$", body)
    if ended:
        out.append((ended["title"], ended["by"], "period", -1.2))
    period = re.match(r"^(?P<by>.*?[^\W\d_]{3,})\.\s+(?P<title>\S.*)$", body)
    if ended and _ABBREVIATED.search(ended["title"]):
        out.pop()  # Wick St. Mary
    if period:
        out.append((period["title"], period["by"], "period-before", -1.0))
    role = re.search(
        rf"(?<=[{CJK}？！”》\s])\s*(?:文|图|撰文|作者|译|采写|摄影|口述|記者|记者|撰稿)\s?[/／:：]\s?\S", body
    )
    if role and role.start() > 0:
        out.append((body[: role.start()], body[role.start() :], "role", 0.8))
    kind = _KIND_AND_NAME.match(body)
    if kind and GENRE.search(kind["title"]):
        out.append((kind["title"], kind["by"], "gap", 1.0))
    return out


_KIND_AND_NAME = re.compile(rf"^(?P<title>.{{2,}}[（(][^()（）]{{1,8}}[)）])(?P<by>[{HAN}·]{{2,12}})$")
"""`雪夜（小说）李志远`: the author touches the bracket that says what the text is."""


_BY = re.compile(
    r"\s+(?=(?i:by|von|par|por|di|text(?:e|o)?:?|words:?|interview:?)\s+(?:[A-ZÀ-ÞА-Я“\"‘'«„]|(?:the|la|le|el|de|du|van|von|der|a)\s))|(?<=,)\s+(?=d[ei]\s+[A-ZÀ-Þ])|\s+(?=(?:بقلم|ترجمة|د\.|أ\.د\.|حوار:|إعداد|تحرير))",
)


_NOBODY = re.compile(
    r"^\S+\s+\S+(?:\s*[(（].*)?$|\d|\s[—–]\s|^\S+\s(?:der|die|das|dem|den|la|le|les|el)\s|\s(?:und|ihr|ihre|sein|seine|the|of|and|y|de|du|la|le|et)$|^\S+\s(?:St|Skt|Ste)\.\s",
    re.IGNORECASE,
)
"""What follows `by` or `von` and is no name: one word, a number, a dash before the name itself, an article."""


_PEN_NAME = re.compile(r"(?i:by|von|par|por)\s(?:the\s)?[\"“‘'«]?[A-ZÀ-Þ][^\s\d]+(?:\s[A-ZÀ-Þ][^\s\d]+)?[\"”’'»]?")
"""By “Trackman”, by Delta-Minor: one word is enough where a stop parts it from the title."""
_NOBODY_SAID = re.compile(r"(?:by|par|por|von|di|de|da)\s+\S+$|(?:by|par|por)\s", re.IGNORECASE)
"""What `_at_by` divides, if anything does."""


def _at_by(body: str) -> list[_Split]:
    cuts = [
        cut
        for cut in _BY.finditer(body)
        if not _NOBODY.search(body[cut.end() :])
        or (body[: cut.start()].endswith((".", ",", ";")) and _PEN_NAME.fullmatch(body[cut.end() :]))
    ][:2]
    sure = -1 if len(cuts) > 1 and _is_word(body[cuts[0].end() : cuts[1].start()]) else 0
    return [
        (
            _FULL_STOP.sub("", body[: cut.start()].rstrip(",;:")),
            body[cut.end() :],
            *_by_form(body[cut.end() :], 0.9 if cut is cuts[sure] else -0.6),
        )
        for cut in cuts
        if cut.start() > 0 and not _ROLE_SAID.fullmatch(body[: cut.start()].strip())
    ]


_ROLE_SAID = re.compile(
    r"(?:translated|übersetzt|traduit|traducido)(?:\s(?:from(?: the)?|aus dem|du|de l['’]|del)\s?\w+)?|reviewed|interviewed|illustrated|photographed|edited|compiled",
    re.IGNORECASE,
)
"""What somebody did, and no title: translated from the Norwegian by …"""


def _is_word(text: str) -> bool:
    """One word alone, which between two that say `by` belongs to the title: Love Comes by Bicycle by Ann Lee."""
    return re.fullmatch(r"by\s[^\W\d_]+", text.strip()) is not None


_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
"""What ends a title before its author, and no abbreviation."""


def _by_form(by: str, prior: float) -> tuple[str, float]:
    """`de` is a weaker word than `por`: books have authors too."""
    return ("of", prior - 1.2) if re.match(r"d[ei]\s", by) else ("by", prior)


_INITIALS_BEFORE = re.compile(
    r"^(?P<by>(?:[Ѐ-Я][\w’'-]+\s(?:[Ѐ-Я]\.\s?){1,2}(?:,\s|\s?и\s|(?=[\s(«])))+(?:и др\.|et al\.)?)\s*(?:[—–]\s+)?(?P<title>[\w«„“(\"].{3,})$"
)


def _at_initials(body: str) -> list[_Split]:
    """`Шадрина Е. Л. Лесозаготовки …`: surname and initials lead the title."""
    found = _INITIALS_BEFORE.match(body)
    if found is None or not re.search(r"\s[a-zà-ÿа-яё«„“(]", found["title"]):
        return []  # only names, or one
    return [(found["title"], found["by"].strip(" ,"), "initials-before", 1.6)]


_SPACED_WORDS = re.compile(r"[^ \t\u3000\u00a0]+")


def _at_spaces(body: str) -> list[_Split]:
    """Divided by single spaces only: names lead or end the row. Only pieces that read as names are tried."""
    words = list(_SPACED_WORDS.finditer(body))
    if not 2 <= len(words) <= 24:
        return []
    out: list[_Split] = []
    han = script_of(body) in ("han", "kana")  # in Korean every word is set apart, and as short as names
    for count in range(1, min(len(words), 9 if han else 6)):
        cut = words[-count].start()
        by = body[cut:]
        if by.startswith(("(", "（", "[", "【", "@")) and not NATION.match(by):
            continue
        if han and words[-count - 1].group().endswith((",", "，", "、", "；", ";")):
            continue  # a list of names is not cut within
        if not han and _NOBODY_SAID.match(by):
            continue
        score = read_byline(by).score
        if not han and score > 0.4 and _ends_plainly(body[:cut], by):
            out.append((body[:cut], by, "space", -0.4))
        elif score > (0.2 if han else 1.2) or (han and count == 1 and len(by) <= 4 and score > -1.6):
            out.append((body[:cut], by, "space", (-0.1 + 0.12 * count if han else -1.8)))
        elif han and not _may_name(words[-count].group()):
            break
    short = _short_tail([word.group() for word in words]) if han else 0
    if short:
        # Pen names read as anything: that they are short, and that every row has them, must tell (see survey_forms).
        out.append((body[: words[-short].start()], body[words[-short].start() :], "space", -0.5))
    for count in range(1, min(len(words), 6)):
        cut = words[count - 1].end()
        by = body[:cut]
        if by.endswith(("：", ":", ".", ",")):
            continue  # divided by that mark, then (see `_at_marks`)
        if read_byline(by).score > (0.4 if han else 1.4):
            out.append((body[cut:], by, "space-before", (-0.7 + 0.12 * count if han else -1.8)))
        elif han and not _may_name(words[count - 1].group()):
            break
    return sorted(out, key=lambda item: -(item[3] + read_byline(item[1]).score))[:4]


_NO_END: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "and",
        "or",
        "by",
        "as",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "about",
        "after",
        "before",
        "between",
        "under",
        "over",
        "against",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "und",
        "von",
        "vom",
        "zum",
        "zur",
        "im",
        "für",
        "mit",
        "auf",
        "aus",
        "bei",
        "nach",
        "über",
        "dr.",
        "dr",
        "prof.",
        "professor",
        "le",
        "la",
        "les",
        "l'",
        "du",
        "de",
        "des",
        "d'",
        "et",
        "à",
        "au",
        "aux",
        "par",
        "pour",
        "dans",
        "chez",
        "sur",
        "el",
        "los",
        "las",
        "del",
        "y",
        "en",
        "por",
        "para",
        "con",
        "al",
        "il",
        "lo",
        "gli",
        "della",
        "delle",
        "dei",
        "di",
        "da",
        "и",
        "в",
        "на",
        "с",
        "о",
        "об",
        "к",
        "от",
        "по",
        "из",
        "для",
        "у",
        "за",
        "профессора",
        "академика",
        "доктора",
    ]
)
"""Words that nothing ends with."""
_ABOUT = re.compile(
    r"(?:^|[.,:]\s)(?:obituar(?:y|ies)|in memoriam|in memory of|remembering|a tribute to|tribute|nachruf(?: auf)?|zum gedenken(?: an)?|zum \d+\. geburtstag(?: von)?|nécrologie|hommage à|"
    r"nekrolog|necrologio?|necrología|ricordo di|in ricordo di|homenaje a|homenagem a|памяти|к \d+-летию|ко дню рождения|wspomnienie|pożegnanie)\b[^.]{0,40}$",
    re.IGNORECASE,
)
"""A text that begins so tells of somebody, whose name belongs to its title."""
_ANSWER = re.compile(
    r"(?:^|[.,:]\s)(?:(?:a |further )?(?:comments?|reply|response|rejoinder|reactions?|reviews?|remarks?) (?:on|to|of)|(?:anmerkung(?:en)?|erwiderung|entgegnung|replik) (?:zu|auf)|réponse à|respuesta a|risposta a|ответ на)\b",
    re.IGNORECASE,
)
"""A text on another, which has an author of its own: Comment on ‘…’ by G. Pringle."""


def _left_hanging(title: str, form: str) -> float:
    """Cost of a title that cannot end there, or that the name behind it belongs to."""
    if title.split()[-1].lower() in _NO_END or _INITIAL_LAST.search(title):
        return 2.5
    if _ABOUT.search(title) or (form in ("by", "of") and _ANSWER.search(title)):
        return 4.0
    led = re.match(r"([^,:]+)[,:]\s", title) if form in ("by", "of") else None
    return 2.5 if led and len(led[1].split()) <= 4 and read_byline(led[1]).score > 0.3 else 0.0


_INITIAL_LAST = re.compile(r"\s[A-ZÀ-ÞА-Я]\.$")


DOUBTFUL: Final = "space?"
"""The form of a division before two or three capitalised words that may be anybody: it counts where others are plain."""
_NAME_WORDS = re.compile(
    r"(?:(?:Dr|Sir|Dame|Rev|Prof|Fr|Capt)\.?\s)?[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ][\w'’-]*(?:\s(?:[A-ZÀ-Þ]\.|de|da|di|van|von|der|den|le|la|du|ter|al|bin|y))*\s[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ]"
)


def _at_last_words(body: str, cased: bool) -> list[_Split]:
    """Before two capitalised words (and what may stand between names) at the row's end: `Low life Mick Farrelly`."""
    words = body.split()
    out: list[_Split] = []
    if script_of(body) != "latin" or GAP.search(body) or body.isupper():
        return out
    for count in range(2, min(len(words), 5)):
        by, title = " ".join(words[-count:]), " ".join(words[:-count])
        if not _NAME_WORDS.fullmatch(by) or title.split()[-1].lower() in _NO_END or re.search(r"[,;:–—-]$", title):
            continue
        if any(word.lower() in TITLE_WORDS and word.lower() not in NAME_PARTICLES for word in words[-count:]):
            continue
        out.append((title, by, "space", 0.9) if cased else (title, by, DOUBTFUL, -0.6))
    return out


def _ends_plainly(title: str, by: str) -> bool:
    """A title in small letters and two or three capitalised words behind it: `Mind your language Prudence Gale`."""
    words, names = title.split(), by.split()
    if not 2 <= len(names) <= 3 or not all(name[:1].isupper() and not name.isupper() for name in names):
        return False
    return (
        len(words) > 0
        and words[-1].lower() not in _NO_END
        and not words[-1].endswith((",", ":", ";"))
        and all(word[:1].islower() or not word[:1].isalpha() for word in words[1:])
    )


def _short_tail(words: Sequence[str]) -> int:
    """How many pieces at the end are as short as names (an employer in brackets aside), with a longer one before them."""
    count = 0
    for word in reversed(words[1:]):
        if not re.fullmatch(rf"[{CJK}·]{{1,4}}(?:[,，、；;]?|等|[(（][^()（）]+[)）])", word):
            break
        count += 1
    return count if count and len(words[-count - 1]) > 3 else 0


def _may_name(word: str) -> bool:
    return len(word) <= 14 and not re.search(r"[：:？?！!“”《》]", word)


# ---- scores of the single roles ----

_DASHES: Final = ("——", "──", "――")


_BULLET_INSIDE = re.compile(r"[ \u3000][◎●○◆]\s?\S")


@lru_cache(maxsize=20_000)
def title_score(text: str, spaced: bool) -> float:
    """How much a text can be a title: not empty, not only digits or marks, not prose, rather not a bare name.

    `spaced` as in `read_byline`.
    """
    letters = sum(map(str.isalpha, text))
    if letters == 0:
        return -4.0
    score = -2.0 if text.startswith(_DASHES) else 0.0
    if letters == 1:
        score -= 0.8
    length = width(text)
    if length > 130:
        score -= min(3.0, (length - 130) / 30)
    if text.endswith(".") and length > 50 and script_of(text) == "latin":
        score -= 1.5
    if _SENTENCE_END.search(text) and not text.endswith((".", "!", "！")):
        score -= 1.0
    if text[0] in "，。、；：？！）)”》」』,.;:?!":
        score -= 2.0
    if "\u2026\u2026" in text:
        score -= 0.5
    if text.count("(") + text.count("（") != text.count(")") + text.count("）"):
        score -= 0.6
    if _BULLET_INSIDE.search(text):
        score -= 1.5
    gap = GAP.search(text)
    if gap:
        score -= 1.5 if width(gap.group()) > 2 or "\t" in gap.group() else 0.5
    if is_romanised(text):
        score -= 3.0
    name = read_byline(text, spaced).score
    if name > 0.3:
        score -= min(1.6, 0.8 * name)
    return score


DOCUMENT_NUMBER: Final = re.compile(
    r"^[(（]?[\u4e00-\u9fff]{0,10}(?:[〔\[（(](?:19|20)\d\d[〕\])）]|令)\s?第?\s?\d+\s?[号號][)）]?(?=$|[\s….·])"
)
"""The number of an official document (湖政发〔2015〕21号): a part of its title."""


_STOPPED_HAN = re.compile(r"[。．][”」』]?$")
_YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=50_000)
def subtitle_score(text: str) -> float:
    """Log-odds that a row after a title is its subtitle: a dash in front, or the words that subtitles begin and end with."""
    if _SUBTITLE_DASH.match(text):
        return 4.0
    if DOCUMENT_NUMBER.match(text):
        return -4.0
    score = -1.2 if script_of(text) in ("han", "kana", "hangul") else -2.2
    score -= 2.5 if _STOPPED_HAN.search(text) else 0.0
    score += 1.3 if _SUBTITLE_START.match(text) else 0.0
    score += 0.9 if _SUBTITLE_END.search(text.rstrip("”》」』）)")) else 0.0
    score += 0.9 if "《" in text or _YEAR.search(text) else 0.0
    score += 0.8 if text.startswith(("(", "（")) and text.endswith((")", "）")) else 0.0
    return min(score, 2.2)


_ORDINAL_SECTION = re.compile(
    r"^\s*(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|[一二三四五六七八九十]{1,2}、(?=\S{2,8}$)|[IVX]{1,4}\.\s[A-ZÀ-Þ ]+$)"
)
"""A section that counts itself: أولاً, 一、, I."""


_SPECIAL = re.compile(
    r"^(?:특집|기획연재|특별기획|기획|연재|小?特集|小?特輯|特别策划|特別企画|企画|特集Ⅰ|特集Ⅱ)\s?\d?\s?[＝=：:・■●_]|^\S{0,6}特[集輯][ \u3000]+\S"
)
"""What a special section announces itself with."""


def _unmarked(text: str) -> str:
    """What stands between or behind the marks of a section."""
    match = _MARKED_SECTION.match(text)
    return next(group for group in match.groups() if group) if match else text


LEAST_CAPITALS: Final = 3
LEAST_TWICE: Final = 3


def _is_in_capitals(text: str) -> bool:
    """FEATURES, BOOKS & ARTS: a few words in capitals and no page."""
    return (
        text.isupper()
        and text.isascii()
        and len(text) > 3
        and len(text.split()) <= 4
        and read_last(text) is None
        and read_first(text) is None
    )


@lru_cache(maxsize=20_000)
def _is_named_twice(text: str) -> bool:
    """田野走讀 Field Notes: a section's name in two languages."""
    twice = _BILINGUAL.match(_unmarked(text)) if len(text) <= 72 else None
    return twice is not None and len(twice["first"].strip()) <= 8 and not is_romanised(text)


_SENTENCE_MARKS = re.compile(r"[，。！？；,;?!]")
_TITLE_MARKS = re.compile(r"[：:“”《》「」\d]")
_HEADED = re.compile(r"^([^：:]{2,8})\s?[：:]")
_HEADED_IN_WORDS = re.compile(r"^(?!\S+\s\S+\s\S+\.)([^\W\d_]{4,14}(?: [^\W\d_]{4,10})?)[.：:]\s")
_DASH_BEHIND_COLON = re.compile(r"[:：]\s?[—–-]+\s*$")


def section_score(row: Row, habits: Habits) -> float:
    """Log-odds that a row without a page names a section."""
    text = row.text
    name = section_name(text)
    if not name or not any(char.isalpha() for char in name):
        return -5.0
    score = -1.6
    score += 2.6 if _MARKED_SECTION.match(text) else 0.0
    score += known_section(name)
    if name != text and unspace(text) == name and len(name) >= 2:
        score += 0.8 if len(name) > 3 else 0.3
    length = width(name)
    score += 0.9 if length <= 8 else 0.5 if length <= 12 else 0.1 if length <= 18 else -0.12 * (length - 18)
    latin = script_of(name) == "latin"
    if latin:
        words = name.split()
        score += 1.0 if name.isupper() and len(name) > 3 and len(words) <= 5 else 0.0
        score -= 0.5 if len(words) > 4 else 0.0
        score -= 1.5 if habits.capitals >= LEAST_CAPITALS and not name.isupper() and not known_section(name) else 0.0
    score -= 1.5 if _SENTENCE_MARKS.search(name) else 0.0
    score -= 0.8 if _TITLE_MARKS.search(name) else 0.0
    head = _HEADED.match(name) or _HEADED_IN_WORDS.match(name)
    score += (3.0 if latin else 2.0) if head and known_section(unspace(head[1])) > 1 else 0.0
    score += 0.5 if row.gap >= 1 else 0.0
    score += 2.0 if _DASH_BEHIND_COLON.search(text) else 0.0
    score += 2.5 if _ORDINAL_SECTION.match(text) or _SPECIAL.match(text) else 0.0
    score += 0.6 if row.bold else 0.0
    if habits.body_size and row.size:
        score += max(-0.6, min(1.5, 4 * (row.size / habits.body_size - 1)))
    if len(text) <= 40 and _LATIN_FIRST.match(_unmarked(text)):
        return score + 1.2
    if _is_named_twice(text):
        return score + (2.7 if habits.named_twice >= LEAST_TWICE else 1.2)
    byline = read_byline(text).score
    return score - max(0.0, min(1.5, byline))


_SECTION_PARTS: Final = tuple(word for word in SECTION_WORDS if len(word) >= 2)


@lru_cache(maxsize=50_000)
def known_section(name: str) -> float:
    bare = name.strip(" ·•・")
    if bare in SECTION_WORDS or bare in ARABIC_SECTIONS:
        return 2.4
    if bare.lower() in LATIN_SECTIONS or bare.lower() in CYRILLIC_SECTIONS:
        return 2.4
    if len(bare) <= 9 and bare.endswith(_SECTION_PARTS):
        return 1.1
    if len(bare) <= 9 and bare.startswith(_SECTION_PARTS):
        return 0.6
    return 0.0


_HAN_NUMBER = re.compile(r"^[一二三四五六七八九十]{1,3}、\s*")


@lru_cache(maxsize=50_000)
def section_name(text: str) -> str:
    """The name without marks, brackets, letter-spacing and its repetition in a second language."""
    text = text.strip(" .．·") if text[:1] in ".．" else text
    name = _HAN_NUMBER.sub("", unspace(_unmarked(text))).strip(" \t\u3000·•・—–-|｜丨:：/／")
    bilingual = _BILINGUAL.match(name) or _LATIN_FIRST.match(name)
    return unspace(bilingual["first"]) if bilingual else name


_ILLUSTRATED = re.compile(
    r"^(?:(?:fully |profusely )?illustrated|with (?:\w+ )?(?:illustrations?|portraits?|maps?|photographs)|mit (?:\d+ )?(?:abbildung(?:en)?|illustration(?:en)?|bildern?)|illustrée?|con (?:ilustraciones|fotografías)|avec (?:\d+ )?(?:gravures|illustrations|figures))(?:\s(?:by the author|from [a-z ]{3,24}|in colou?r))?\W*$",
    re.IGNORECASE,
)
"""That a text is illustrated, on a row of its own, by nobody who is named."""


def blurb_score(row: Row) -> float:
    """Log-odds that a row is a summary or teaser under a title."""
    return _blurb_score(row.text)


_HAN_STOP_LAST = re.compile(r"[。．][”」』]?$")
_STOP_LAST = re.compile(r"[.]\s*[”」』\"]?$")
_COMMAS = re.compile(r"[，,]")
_SENTENCE_LAST = re.compile(r"[.!?][”\"]?$")


@lru_cache(maxsize=20_000)
def _blurb_score(text: str) -> float:
    if is_running(text):
        return 3.0 if width(text) <= LONG_PARAGRAPH else 0.5
    score = -1.6
    score += 5.0 if _ILLUSTRATED.match(text) else 0.0
    score += 3.2 if _HAN_STOP_LAST.search(text) and width(text) > 16 else 0.0
    score += 1.8 if _STOP_LAST.search(text) and width(text) > 24 else 0.0
    score += 0.7 if len(_COMMAS.findall(text)) >= 2 and width(text) > 40 else 0.0
    words = text.lower().split()
    score += 1.6 if _SENTENCE_LAST.search(text) and width(text) > 50 and script_of(text) == "latin" else 0.0
    if script_of(text) == "latin" and len(words) > 8:
        lower = sum(word in TITLE_WORDS or _LOWER.match(word) is not None for word in text.split()) / len(words)
        score += 1.5 if lower > 0.75 else 0.0
    return score


def _titles_on(text: str, after: int) -> bool:
    """Do a date's words go on to a title that has its page (2011年征稿启事 …… 60)?"""
    label = read_last(text)
    if label is None or label.strength < 0.8:
        return False
    if label.wrap == "marked" and script_of(text) == "arabic":
        return True
    if not (LEADER.search(text) or GAP.search(text)):
        return False
    return len(re.findall(rf"[{CJK}]|[A-Za-z]{{4,}}", text[after : label.start])) >= 4


_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s+(?:1[89]|20)\d\d\W*$",
    re.IGNORECASE,
)
"""A row that ends in a full date: the head of a page."""
_DESIGNATED = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)\s(?:1[89]|20)\d\d"
    r"\W+(?:no\.?|number|issue|vol\.?|volume|№)\s?\d+\W*$",
    re.IGNORECASE,
)
"""A row that ends in the month and the number of an issue."""


def noise_score(row: Row) -> float:
    """Log-odds that a row is no part of the contents: masthead, credits, dates, prose."""
    return _noise_score(row.text)


_TABLE_HEAD = re.compile(
    r"(?:\w{1,7}\.?\s{2,})?\W*(?:art(?:icle)?\.?\s*|no\.?\s*|titel\s*|title\s*|题\s*目\s*|篇\s*名\s*|作\s*者\s*)*(?:作\s*者|题\s*目|篇\s*名|pages?|seite|页\s*码|頁碼|页次|頁次|頁|页|ページ|стр\.?|str\.?|p[áa]gs?\.?|صفحة|الصفحة)\W*",
    re.IGNORECASE,
)
_VOLUME_AND_ISSUE = re.compile(r"\d{4}\s*年\s*第\s*\d+\s*期|第\s?\S{1,4}\s?[卷巻].{0,8}第\s?\S{1,4}\s?[期號号]")
_WHOLE_NUMBER_LAST = re.compile(r"[总總]\s?第\s?\d+\s?[期號号]\s*$")
_NUMBERED_VOLUME = re.compile(
    r"\bVol\.?\s?\d+.*\bNo\.?\s?\d+|(?:№|\bN[or]\.)\s?\d+\s?\(\d+\)\W*$|第.{1,4}卷.{0,8}第.{1,4}期"
)
_DATE_FIRST = re.compile(r"^[(（]?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_FIGURES_ONLY = re.compile(r"^[\d\s-]{8,}$")


@lru_cache(maxsize=20_000)
def _noise_score(text: str) -> float:
    if is_running(text):
        return 4.0
    score = -2.6
    score += 3.2 if _MASTHEAD.search(text) else 0.0
    score += 6.0 if _REGISTERED.search(text) else 0.0
    score += 5.0 if _CREDIT.match(text) or _IMPRINT.match(text) else 0.0
    if (":" in text and _IMPRINT_LABEL.match(text)) or _PRINTED.match(text):
        score += 0.0 if LEADER.search(text) else 5.0
    score += 4.0 if _BARE_CREDIT.match(text) and read_last(text) is None else 0.0
    score += 8.0 if _TABLE_HEAD.fullmatch(text) else 0.0
    if (issue := _ISSUE.search(text)) and width(text) < 60 and not _titles_on(text, issue.end()):
        score += 6.0 if _DATE_TAIL.search(text) or width(text) < 24 else 2.0
    score += 9.0 if _VOLUME_AND_ISSUE.search(text) else 0.0
    score += 5.0 if _WHOLE_NUMBER_LAST.search(text) and width(text) < 60 else 0.0
    score += 9.0 if _DESIGNATED.search(text) else 0.0
    score += 5.0 if _DATED.search(text) and width(text) < 70 and not LEADER.search(text) else 0.0
    score += 9.0 if _RUNNING_HEAD.search(text) else 0.0
    score += 6.0 if _NUMBERED_VOLUME.search(text) else 0.0
    score += 1.6 if _PERIODICAL.search(text) and width(text) < 40 else 0.0
    score -= 0.8 * known_section(section_name(text))
    if _DATE_FIRST.match(text):
        score += 4.0
    if not any(char.isalpha() for char in text) and not read_only(text):
        score += 4.0
    if _FIGURES_ONLY.match(text):
        score += 4.0
    return score
