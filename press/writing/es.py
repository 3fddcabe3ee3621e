"""Spanish: names, titles, sentences."""

from . import table

GRAMMAR = table(
    """
reporter: Redacción
first: Ana|Benito|Carmen|Diego|Elena|Fermín|Gloria|Hernán|Inés|Joaquín|Lucía|Manuel|Nieves|Óscar|Pilar|Ramón|Soledad|Tomás|Úrsula|Víctor|Ximena|José María|María Ángeles
last: Aguirre|Benítez|Cárdenas|Domínguez|Echeverría|Fuentes|Gálvez|Herrero|Ibáñez|Jiménez|Larrañaga|Molina|Núñez|Ordóñez|Peña|Quiroga|Robles|Salcedo|Toledo|Urrutia|Vázquez|Zamora
name: {first} {last} {last}|{first} {last}|{first} {last}-{last}
place: Cuenca|Oaxaca|Valparaíso|Sigüenza|Cáceres|Arequipa|Trujillo|Zacatecas|Almagro|Cusco|Morelia|Ávila
thing: archivo|mercado|convento|molino|puerto|códice|romance|retablo|camino real|telar
field: historiografía|lexicografía|etnografía|musicología|arqueología|crítica textual|pedagogía|numismática
century: XVI|XVII|XVIII|XIX
number: tres|cuatro|seis|ocho|doce
count: 48|112|230|365|1 240
academic_title: El {thing} de {place} en el siglo {century}|Notas sobre la {field} de {place}|La {field} y sus límites|Hacia una {field} del {thing}|¿Qué fue del {thing} de {place}?|{place}: memoria de un {thing}|Nuevos documentos sobre el {thing} de {place}|{field_} y poder en {place}|Entre el {thing} y el {thing}|Tradición y cambio en la {field}
field_: Arqueología|Etnografía|Musicología|Pedagogía
academic_sub: una revisión crítica|el caso de {place}|fuentes y problemas|aproximación desde la {field}
review_title: Historia del {thing} en {place}|Manual de {field}|La {field} en España|Cartas de {place}
review_sub: segunda edición
org: Universidad de {place}|Archivo Provincial de {place}|Instituto de {field_} de {place}
s_academic: el {thing} de {place} ha recibido hasta ahora escasa atención por parte de la {field}.|según consta en los libros de cuentas, el gasto anual ascendía a {count} reales.|conviene recordar que la documentación conservada es fragmentaria y, en parte, contradictoria.|¿Cómo explicar, entonces, la ausencia de toda referencia anterior al siglo {century}?|en opinión de {last}, el pleito se prolongó durante más de {number} años.|los vecinos de {place} acudieron ante la Audiencia para reclamar sus derechos.|no obstante, tal interpretación resulta hoy difícil de sostener.|así lo confirma una carta fechada en {place}, que publicamos en el apéndice.|el presente trabajo analiza un conjunto de {count} documentos inéditos.|la comparación con otros casos permite matizar esta conclusión.|de ahí que el {thing} se convirtiera en símbolo de la comunidad.|queda por estudiar el papel de las mujeres en este proceso.
s_review: el autor ofrece una síntesis clara y bien documentada.|se echa en falta un índice onomástico.|la obra se divide en {number} capítulos de desigual interés.|el lector agradecerá las excelentes ilustraciones.|estamos, en suma, ante un libro imprescindible.
heading: Introducción|Estado de la cuestión|Las fuentes|Análisis|Discusión|Conclusiones
keyword: {thing}|{field}|{place}|siglo {century}
note: {last}, {first}: Historia de {place}, p. {count2}.|Archivo Histórico Provincial de {place}, leg. {count2}, f. 12r.|Véase {last}, op. cit., pp. {count2} y ss.|Ibídem.
count2: 17|41|86|133|204
caption: El {thing} de {place}. Fotografía de {first} {last}.
ad_text: Visite {place}|Librería {last}, libros antiguos
blurb: {s_academic}
pull: Queda por estudiar el papel de las mujeres en este proceso.
"""
)
