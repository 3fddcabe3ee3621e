"""German: names, titles, sentences."""

from . import table

GRAMMAR = table(
    """
reporter: Redaktion
first: Anna|Bernd|Clara|Dieter|Elke|Friedrich|Greta|Hans|Ilse|Jürgen|Käthe|Lukas|Martha|Norbert|Otto|Petra|Rainer|Sabine|Thomas|Ulrike|Volker|Wiebke|Jörg|Gisela|Emil|Hedwig|Konrad|Liesel
last: Becker|Schäfer|Hoffmann|Krüger|Lehmann|Vogel|Brandt|Lindner|Köhler|Weiß|Steinbach|Reuter|Hartwig|Ziegler|Döring|Albrecht|Böhm|Eichhorn|Falk|Grünwald|Heller|Jansen|Keßler|Lorenz|Münch|von Arnim|Roth|Sommer|Thiel|Wendt
name: {first} {last}|{first} {last}|Dr. {first} {last}
plainname: {first} {last}
place: Lüneburg|Görlitz|Husum|Weimar|Tübingen|Passau|Celle|Bamberg|Meißen|Füssen|Goslar|Stralsund|Marburg|Würzburg
thing: Brücke|Mühle|Bibliothek|Eisenbahn|Werkstatt|Uhr|Orgel|Kirche|Schule|Küche|Straße|Apotheke|Zeitung|Laterne|Fähre|Landkarte
die: Die alte {thing}|Die letzte {thing}|Die stille {thing}|Die vergessene {thing}|Die neue {thing}
field: Astronomie|Gartenbau|Volkskunde|Chemie|Musik|Baukunst|Geologie|Medizin|Landwirtschaft|Philosophie|Pädagogik|Informatik|Imkerei|Buchkunst
number: Drei|Vier|Fünf|Sieben|Zehn|Zwölf
feature_title: {die}|{die} von {place}|Eine Reise nach {place}|Was uns die {field} lehrt|Zur Geschichte der {field} in {place}|{number} Tage in {place}|Wem gehört die {thing}?|Über die {field}|Vom Nutzen der {field}|Winter in {place}|{field} für alle|Ein Besuch in der {thing}|Die Zukunft der {field}|Zwischen {field} und {field}|Erinnerungen an {place}|Warum die {thing} schließt|Briefe aus {place}|{field} im Wandel der Zeit
feature_sub: Ein Bericht aus {place}|Gespräch mit {plainname}|{number} Jahre danach|Aus den Akten der Stadt {place}|Versuch einer Antwort
section: Aufsätze|Berichte|Kleine Beiträge|Besprechungen|Aus der Region|Mitteilungen|Gespräche|Thema|Kultur|Wissenschaft|Literatur|Rezensionen|Nachrichten
org: Verein für {field} {place}|Universität {place}|Stadtarchiv {place}|Institut für {field}
s_feature: die {thing} steht seit vielen Jahren am Rand der Stadt, und niemand weiß genau, wer sie gebaut hat.|in {place} erzählt man sich, dass die {thing} einst einem Müller gehörte.|„Ohne die {field} wäre diese Gegend heute leer“, sagt {plainname}.|der Verein hat in den letzten Jahren mehr als {count} Mitglieder gewonnen.|am Abend gingen wir noch einmal durch die engen Gassen.|die Akten im Archiv geben darüber nur wenig Auskunft.|was als Liebhaberei begann, wurde bald zur Lebensaufgabe.|dagegen lässt sich einwenden, dass die Quellen lückenhaft sind.|{plainname} widerspricht dieser Ansicht mit guten Gründen.|im folgenden Jahr beschloss der Rat, die {thing} zu erneuern.|es regnete, als wir {place} erreichten, und die Fähre war schon abgefahren.|man darf dabei nicht vergessen, wie schwierig die Verhältnisse damals waren.|die Ergebnisse überraschten selbst die Fachleute.|noch heute kommen jedes Jahr {count} Besucher.
count: 30|45|80|120|200|350
blurb: {s_feature}
heading: Ein stiller Anfang|Die Jahre danach|Was bleibt|Offene Fragen|Rückblick|Auf dem Weg
caption: Die {thing} in {place}. Foto: {plainname}|{plainname} in {place}.
ad_text: Feine Uhren aus {place}|Besuchen Sie {place}!|Bücher und Landkarten, {place}
pull: ohne die {field} wäre diese Gegend heute leer.|was als Liebhaberei begann, wurde zur Lebensaufgabe.
"""
)
