"""Traditional Chinese: the simplified grammar in Taiwan's characters, with the words of an older press beside it."""

from opencc import OpenCC

from . import table
from .zh_hans import GRAMMAR as SIMPLIFIED

_OLD = table(
    """
reporter: 本報記者|本刊記者|本社特派員
province: 江蘇|浙江|山東|廣東|四川|湖南|湖北|河南|河北|福建
oldcity: 上海|北平|漢口|廣州|天津|南京|長沙|杭州|重慶|成都|蘇州|青島
old_title: 論{matter}|{matter}論|{matter}之研究|{matter}與{matter2}|今日之{matter}|{oldcity}{matter}概況|談{matter}|{matter}的將來|{oldcity}遊記|{matter}問題之我見|最近之{matter}|怎樣改良{matter}|{oldcity}通信|告{people}書|{people}與{matter}|{matter}小史|一年來之{matter}|參觀{oldcity}{matter}記
matter: 教育|農村|合作社|鐵路|航空|新文學|戲劇|漢字|圖書館|婦女職業|兒童讀物|國貨|絲業|棉紡|電影|天文|水利|衛生|統計|博物|音樂|國術|科學|無線電|民歌
matter2: 國民經濟|社會|人生|青年|文化|交通|世界潮流|地方自治
people: 青年|讀者|農友|婦女|學生|工友|家長
old_sub: 在{oldcity}青年會講演|致某君書|續前期|譯自英國某雜誌|{oldcity}之部
s_old: 夫{matter}者，立國之本也，不可一日而廢。|近年以來，{oldcity}人士漸知{matter}之重要，設會研究者日多。|然則{matter}之道，果安在乎？曰：在於普及而已。|吾人試觀歐美各國，其{matter}之發達，蓋有由來。|或謂{matter}無補於時艱，此皮相之論也。|是以欲謀{matter2}之進步，必自{matter}始。|余居{oldcity}三載，目覩其事，不敢不言。|今姑就管見所及，略陳數端，以就正於{people}。|其法甚簡，人人可行，所費不過數元。|據最近調查，{oldcity}一埠，業此者已逾千人。|雖然，困難尚多，非一朝一夕所能奏效。|昔人有言，行遠必自邇，登高必自卑，此之謂也。|望我{people}共起圖之。
column_old: 論著|時評|譯述|學術|小說|文苑|詩詞|通訊|雜俎|遊記|劇本|書評|附錄|補白
"""
)
_convert = OpenCC("s2tw").convert
GRAMMAR = {symbol: tuple(_convert(text) for text in texts) for symbol, texts in SIMPLIFIED.items()} | _OLD
