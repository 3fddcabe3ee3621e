"""French: names, titles, sentences."""

from . import table

GRAMMAR = table(
    """
reporter: La rédaction
first: Alice|Benoît|Camille|Denis|Élise|François|Gaëlle|Hélène|Inès|Jean-Paul|Karine|Léon|Mathilde|Noël|Odile|Pierre|Renée|Sébastien|Thérèse|Vincent|Yves|Zoé|Marie-Claire|Étienne
last: Aubert|Bonnet|Chevalier|Delorme|Étienne|Fournier|Garnier|Hébert|Joubert|Lacroix|Marchand|Noël|Pasquier|Renaud|Simonet|Tissier|Vasseur|de La Tour|Lefèvre|Moulin|Perrin|Rousselet|Bélanger
name: {first} {last}
place: Beaune|Saint-Malo|Albi|Colmar|Vézelay|Arles|Honfleur|Nîmes|Périgueux|La Rochelle|Annecy|Bayeux|Cahors|Dinan
thing: le phare|la bibliothèque|le moulin|l’horloge|la gare|le marché|l’atelier|le canal|la forêt|le théâtre|la carte|le jardin
Thing: Le phare|La bibliothèque|Le moulin|L’horloge|La gare|Le marché|L’atelier|Le canal|La forêt|Le théâtre|La carte|Le jardin
field: l’astronomie|la botanique|l’imprimerie|la musique|la géologie|l’architecture|l’apiculture|la photographie|la médecine|l’histoire
Field: L’astronomie|La botanique|L’imprimerie|La musique|La géologie|L’architecture|L’apiculture|La photographie|La médecine
feature_title: {Thing} de {place}|{Thing} et {thing}|Retour à {place}|Un hiver à {place}|{Field} pour tous|Que reste-t-il de {place} ?|{Field} au quotidien|Éloge de {field}|Petite histoire de {field}|{Thing}, vingt ans après|À qui appartient {thing} ?|Lettres de {place}|{Field} face à {field}|Promenade à {place}|Pourquoi {field} ?|Sauver {thing}
feature_sub: Entretien avec {name}|Reportage à {place}|Une enquête de {place}|Trois questions sur {field}|Récit
section: Dossier|Chroniques|Rencontres|Idées|Reportages|Livres|Arts|Sciences|Courrier|Portraits|Voyages|Poésie
org: Société d’histoire de {place}|Université de {place}|Musée de {place}
s_feature: {thing} se dresse à la sortie de {place}, là où la route s’arrête.|depuis longtemps, {name} tient un carnet consacré à {field}.|« Sans {field}, ce pays serait vide », nous dit {name}.|il pleuvait quand nous sommes arrivés à {place}.|les archives ne disent presque rien de cette affaire.|personne n’avait prévu un tel succès.|ce qui n’était qu’un passe-temps est devenu le travail d’une vie.|le soir, tout le village vint voir {thing}.|on peut toutefois objecter que les sources sont incomplètes.|l’année suivante, le conseil décida de restaurer {thing}.|rien n’est simple dans {field}, mais presque tout y est beau.|les visiteurs reviennent chaque printemps.|une étude récente confirme cette impression.
blurb: {s_feature}
heading: Un commencement discret|Les années difficiles|Ce qui demeure|Questions ouvertes
caption: {Thing} de {place}. Photo {name}.
ad_text: Visitez {place}|Librairie de {place}, livres anciens
pull: rien n’est simple, mais presque tout est beau.
"""
)
