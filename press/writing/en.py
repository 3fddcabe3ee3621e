"""English: names, institutions, titles by genre, sentences by genre."""

from . import table

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

GRAMMAR = table(
    """
reporter: Staff Writer
first: Alice|Martin|Ruth|Daniel|Priya|Owen|Nora|Samuel|Grace|Idris|Helen|Marcus|Yuki|Peter|Amara|Leo|Clara|Hugh|Ingrid|Tomas|Ellen|Victor|Maya|Simon|Rosa|Adam|Beatrice|Karim|June|Walter|Esther|Colin|Dorothy|Felix|Harriet|Ian|Judith|Kofi|Lydia|Miles|Nadia|Oscar|Philippa|Quentin|Rachel|Stephen|Teresa|Umar|Vera|William
last: Abbott|Barlow|Chen|Dawson|Ellison|Fairchild|Gupta|Hollis|Iverson|Jensen|Keller|Langley|Mercer|Novak|Okafor|Prescott|Quinn|Ransome|Sutton|Thorne|Underhill|Vance|Whitlock|Yates|Zimmer|Ashdown|Birch|Crane|Delgado|Eastman|Finch|Garland|Hargreaves|Ishikawa|Kovacs|Lindqvist|Marlowe|Nakamura|O'Brien|Pellegrino|Rutherford|Singh|Tennant|Varga|Winslow
middle: A.|B.|E.|J.|L.|M.|R.|T.
name: {first} {last}|{first} {last}|{first} {last}|{first} {middle} {last}
place: Harrow Bay|the Fens|Millbrook|Cape Tarn|Old Quarry|Redwater|Northgate|the Lake District|Salt Harbor|Ashford|Kingsmere|Port Elder|the Upper Valley|Dunmore|Larkfield|Stonebridge|Marrow Creek|Fallow Hill
subject: lighthouse|orchard|river|railway|printing press|glacier|library|clock|kitchen|telescope|bicycle|harvest|museum|market|meadow|loom|violin|map|forest|telegraph|bakery|canal|garden|archive|bridge|observatory|archive|ferry
field: astronomy|beekeeping|cartography|geology|medicine|bookbinding|botany|navigation|robotics|music|weaving|architecture|ecology|chemistry|gardening|computing|photography|linguistics
adjective: Quiet|Long|Hidden|Last|Unfinished|Second|Restless|Small|Forgotten|Patient|Bright|Crooked|Slow|Invisible|Stubborn|Ordinary|Winter|Open
gerund: Building|Saving|Mapping|Mending|Listening to|Reading|Rescuing|Growing|Counting|Teaching|Following|Inventing|Crossing|Keeping|Measuring
number: Three|Four|Five|Six|Seven|Nine|Ten|Twelve
digit: 3|4|5|7|9|12|18|24|40
feature_title: The {adjective} {Subject}|{gerund} the {Subject}|{gerund} the {Subject} of {place}|A {adjective} {Subject} in {place}|What the {Subject} Knew|{number} Ways to Save a {Subject}|The {Subject} That Would Not Close|Why {Field} Needs a {adjective} {Subject}|The Future of {Field}|Return to {place}|{place} After Dark|The {Subject} and the {Subject}|How to Read a {Subject}|Notes on the {adjective} {Subject}|Who Owns the {Subject}?|{Field} for Everyone|Life Without a {Subject}|In Search of the {adjective} {Subject}
Subject: Lighthouse|Orchard|River|Railway|Printing Press|Glacier|Library|Clock|Kitchen|Telescope|Bicycle|Harvest|Museum|Market|Meadow|Loom|Violin|Map|Forest|Telegraph|Bakery|Canal|Garden|Archive|Bridge|Observatory|Ferry
Field: Astronomy|Beekeeping|Cartography|Geology|Medicine|Bookbinding|Botany|Navigation|Robotics|Music|Weaving|Architecture|Ecology|Chemistry|Gardening|Computing|Photography|Linguistics
feature_sub: A Report from {place}|An Interview with {name}|{number} Years in {Field}|What {Field} Can Teach Us|The Story of {place}|Lessons from the {Subject}
department_title: From the Editor|Letters|News in Brief|The {Subject} Column|Books|On {Field}|Back Page|Calendar|Workshop|Field Notes|Questions and Answers|Puzzle|Reviews|Contributors
section: Features|Departments|Columns|Reviews|Essays|Fiction|Poetry|Reports|Research|Commentary|In Every Issue|Profiles|Technology|Travel|Arts and Letters
academic_title: The Role of {Field} in {Field}: A Comparative Study|Toward a Theory of the {adjective} {Subject}|{Field} and Society in {place}, {y1}–{y2}|Measuring the Effects of {Field} on the {Subject}|A Note on {adjective} {Subject}s|On the Stability of {adjective} Systems in {Field}|{Field} Revisited|An Empirical Model of the {Subject}|{Subject} Networks and Their Limits|Reading the {Subject}: {Field} in Transition
academic_sub: Evidence from {place}|A Case Study|The View from {Field}|{y1} to {y2}
department_sub: Readers Write|Notes from {place}|What We Are Reading
y1: 1848|1871|1890|1905|1919
y2: 1921|1933|1939|1951|1968
blurb: {s_blurb}|{s_blurb} {s_blurb}
s_blurb: when the {subject} at {place} fell silent, one family decided to stay.|a {digit}-year survey changes what we know about {field}.|our correspondent spends a winter with the people who keep the {subject} alive.|new tools, old habits, and the argument that divides {field}.|nobody expected {place} to lead the way in {field}.|the {subject} was meant to last a century; it lasted {digit} months.|{name} explains why the {subject} still matters.
org: {place} Institute of {Field}|University of {city}|{city} Museum of {Field}|Royal Society of {Field}|{city} Public Library|Department of {Field}, University of {city}
city: Ashford|Kingsmere|Larkfield|Dunmore|Stonebridge|Redwater|Millbrook|Northgate|Harrow
s_feature: the {subject} stands at the edge of {place}, where the road gives out and the weather begins.|for {digit} years {name} has kept a notebook about {field}, and nearly every page mentions the {subject}.|"you can't understand {field} until you have repaired a {subject} with your own hands," {name} told me.|it was raining when we reached {place}, and the ferry had already left.|in the early days nobody thought of {field} as a profession.|the committee at {org} met {digit} times before it agreed on anything at all.|what began as a hobby soon filled the barn, the kitchen and most of the garden.|there are only {digit} left in the country, and two of them are in {place}.|later that evening the whole village came to see the {subject} for themselves.|a recent study from {org} suggests that the old method works better than anyone had supposed.|critics say the plan is too expensive, and that the {subject} should be left alone.|{name} disagrees, politely but without hesitation.|each spring the volunteers return, and each spring there is a little more to do.|the letters, tied with green string, had been lying in a drawer since the war.|we walked along the canal until the light was gone.|nothing about {field} is simple, but most of it is beautiful.|by the time the inspectors arrived, the {subject} had been running for {digit} days without a fault.|the money came, as it often does, from an unexpected place.
s_academic: this paper examines the relation between {field} and {field} in the light of recent evidence.|previous work has tended to treat the {subject} as a given rather than as a question.|we collected {digit} samples from {place} and compared them with the records held at {org}.|the results are consistent with the hypothesis, although the effect is small.|figure {digit} shows the distribution after correction for the season.|a limitation of the present study is the uneven coverage of the archive.|it follows that the standard account of {field} requires revision.|several authors, notably {last} and {last}, have proposed a different explanation.|the argument proceeds in three steps, of which the second is the most delicate.|we conclude with some remarks on the prospects for {field}.
caption: The {subject} at {place}, photographed by {name}.|{name} at work in {place}.|A {subject} of the early period. Courtesy of {org}.
heading: A slow beginning|The {adjective} years|What remains|Into the valley|Counting the cost|After the {subject}|A different {subject}
ad_text: {Subject} & Sons, makers of fine instruments since {y1}|Visit {place} this summer|The {city} Book Fair opens its doors in May|Subscribe now and save a third
pull: you can't understand {field} until you have repaired a {subject} with your own hands.|nothing about {field} is simple, but most of it is beautiful.
keyword: {field}|{subject}s|{place}
"""
)
GRAMMAR["s_department"] = GRAMMAR["s_feature"]
