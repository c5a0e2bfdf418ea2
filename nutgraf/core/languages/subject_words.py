"""Words that help to find a subject beside a verb of saying: pronouns, titles, and what introduces something else."""

# Pronouns, "m", "f" or "" where the word itself tells no gender; "1" is the first person, who stays unnamed.
PRONOUNS = {
    "en": {"m": "he", "f": "she", "": "they it", "1": "i we"},
    "de": {"m": "er dieser", "f": "", "": "sie es", "1": "ich wir"},
    "fr": {"m": "il ils celui-ci", "f": "elle elles celle-ci", "": "", "1": "je nous"},
    "es": {"m": "él ellos éste", "f": "ella ellas ésta", "": "", "1": "yo"},
    "pt": {"m": "ele eles", "f": "ela elas", "": "", "1": "eu"},
    "it": {"m": "lui egli", "f": "lei ella", "": "loro"},
    "nl": {"m": "hij", "f": "", "": "zij ze", "1": "ik"},
    "sv": {"m": "han", "f": "hon", "": "de hen", "1": "jag"},
    "da": {"m": "han", "f": "hun", "": "de", "1": "jeg"},
    "no": {"m": "han", "f": "hun", "": "de", "1": "jeg"},
    "fi": {"m": "", "f": "", "": "hän he"},
    "is": {"m": "hann", "f": "hún", "": "þeir þær"},
    "pl": {"m": "on", "f": "ona", "": "oni one"},
    "cs": {"m": "on", "f": "ona", "": "oni"},
    "sk": {"m": "on", "f": "ona", "": "oni"},
    "hu": {"m": "", "f": "", "": "ő ők"},
    "ro": {"m": "el acesta", "f": "ea aceasta", "": "ei ele"},
    "bg": {"m": "той", "f": "тя", "": "те"},
    "ru": {"m": "он", "f": "она", "": "они"},
    "uk": {"m": "він", "f": "вона", "": "вони"},
    "be": {"m": "ён", "f": "яна", "": "яны"},
    "sr": {"m": "on он", "f": "ona она", "": "oni они"},
    "sl": {"m": "on", "f": "ona", "": "oni"},
    "el": {"m": "αυτός εκείνος", "f": "αυτή εκείνη", "": ""},
    "tr": {"m": "", "f": "", "": "o onlar"},
    "az": {"m": "", "f": "", "": "o onlar"},
    "ar": {"m": "هو", "f": "هي", "": "هم"},
    "fa": {"m": "", "f": "", "": "او وی آنها"},
    "ur": {"m": "", "f": "", "": "انہوں اس"},
    "he": {"m": "הוא", "f": "היא", "": "הם"},
    "hi": {"m": "", "f": "", "": "उन्होंने उसने वह वे"},
    "bn": {"m": "", "f": "", "": "তিনি তারা"},
    "id": {"m": "", "f": "", "": "dia ia mereka"},
    "ms": {"m": "", "f": "", "": "dia beliau mereka"},
    "ca": {"m": "ell", "f": "ella", "": "ells"},
    "gl": {"m": "el", "f": "ela", "": ""},
    "et": {"m": "", "f": "", "": "ta tema"},
    "lv": {"m": "viņš", "f": "viņa", "": ""},
    "lt": {"m": "jis", "f": "ji", "": ""},
    "vi": {"m": "", "f": "", "": "họ"},
    "zh": {"m": "他", "f": "她", "": "他们 她们"},
    "ja": {"m": "彼", "f": "彼女", "": "同氏"},
    "ko": {"m": "", "f": "그녀", "": "그"},
    "th": {"m": "", "f": "", "": "เขา เธอ"},
}
# Titles that tell by themselves whether a man or a woman bears them.
TITLES = {
    "m": "mr mr. mister sir lord king prince baron monsieur m. herr herrn señor sr sr. don senhor signor signore "
    "sig. dhr dhr. heer meneer pan pana panem panu господин господина господином господину г-н пан bay السيد الشيخ "
    "آقای מר श्री ông κ. κύριος domnul domn gospodin господин encik bapak pak senyor hr hr.",
    "f": "mrs mrs. ms ms. miss madam lady queen princess dame baroness madame mme mme. mlle frau señora sra sra. "
    "doña senhora signora sig.ra mevrouw mw mw. pani panią paní panie госпожа госпожи госпожой госпожу госпоже г-жа "
    "пані bayan السيدة خانم גברת גב' श्रीमती सुश्री bà κα κυρία doamna gospođa госпођа puan ibu senyora fru",
}
# Words after which a noun is no subject.
INTRODUCING = {
    "en": "of in at on for from to by with about against under over through than into during after before since "
    "until among between within without toward towards via near like inside outside behind beyond around amid upon "
    "despite per",
    "de": "zu bei mit von an für im am beim vom zum zur nach vor in auf aus gegen über unter um wegen durch seit "
    "während zwischen gegenüber dem den des ins ans",
    "fr": "à au aux de du des dans en sur pour par avec sans sous chez vers contre lors depuis après avant entre "
    "devant",
    "es": "a al de del en para por con sin sobre tras desde hasta entre contra durante ante según",
    "pt": "a ao à aos às de do da dos das em no na nos nas para por pelo pela com sem sobre após desde até entre "
    "contra ante",
    "it": "a al alla allo ai agli alle di del della dello dei degli delle da dal dalla in nel nella per con su sul "
    "sulla tra fra dopo durante contro verso",
    "nl": "aan van in op voor met bij tegen uit door over naar na tijdens tegenover om tot",
    "sv": "i på till för av med om från under efter vid mot hos inför genom över",
    "da": "i på til for af med om fra under efter ved mod hos over gennem",
    "no": "i på til for av med om fra under etter ved mot hos over gjennom",
    "fi": "",
    "is": "í á til við frá með um eftir fyrir",
    "pl": "w we na do z ze od dla o po przed przy przez podczas za nad pod między wobec",
    "cs": "v ve na do z ze od pro o po před při přes během za nad pod mezi k ke s se",
    "sk": "v vo na do z zo od pre o po pred pri počas za nad pod medzi k ku s so",
    "hu": "",
    "ro": "la în din de pe pentru cu fără după către prin despre lui ale",
    "bg": "в във на за от с със пред след при до по през към",
    "ru": "в во на за от с со перед после при до по через к ко для о об из у над под между",
    "uk": "в у на за від з із зі перед після при до по через для про над під між",
    "be": "у ў на за ад з са перад пасля пры да па для пра",
    "sr": "u na za od s sa pred nakon posle poslije pri do po kroz prema o iz у на за од с са пред након после при "
    "до по о из",
    "sl": "v na za od s z pred po pri do o iz ob",
    "el": "σε στο στη στην στον στα στους στις από για με προς κατά μετά του της των",
    "tr": "",
    "az": "",
    "ar": "في من إلى على عن مع خلال بعد قبل عند حول أن إن لـ",
    "fa": "در از به با برای درباره پس که",
    "ur": "میں سے پر کو کہ",
    "he": "ב על של עם אל את מ כי לאחר במהלך בין",
    "hi": "में से पर को कि लिए साथ",
    "bn": "",
    "id": "di ke dari pada untuk dengan dalam oleh kepada saat usai bahwa",
    "ms": "di ke dari pada untuk dengan dalam oleh kepada bahawa",
    "vi": "ở tại vào với cho từ trong trên rằng",
    "ca": "a al als de del dels en per amb sense sobre després durant entre contra",
    "gl": "a ao de do da en no na para por con sobre",
    "et": "",
    "lv": "no ar par uz pie pēc",
    "lt": "iš su apie po prie",
}
# Words that open a clause or stand beside a verb, and are no part of its subject.
BESIDE = {
    "en": "and but or so that then also later now once again still already when while as if though although because "
    "since where which whether who whom whose has have had is was were be been would will could should may might did "
    "does do not n't never ever just only even too however meanwhile instead yet therefore thus recently simply "
    "first there here today yesterday tonight afterward afterwards himself herself themselves itself",
    "de": "doch denn sondern und aber oder dass da dann auch später nun noch wieder schon als während wenn weil "
    "obwohl wo hat haben hatte hatten wird sich weiter zudem außerdem dazu darauf heute gestern nur",
    "fr": "et mais ou se me alors que qui quand lorsque si ainsi aussi également encore ensuite puis a ont avait "
    "avaient est été s'est s’est ne pas lui y hier aujourd'hui aujourd’hui toutefois cependant déjà même",
    "es": "y e pero o que quien cuando mientras si también además luego después ayer hoy ha han había habían se le "
    "les lo no ya así aún entonces",
    "pt": "e mas ou que quem quando enquanto se também ainda depois ontem hoje tem têm tinha havia foi não já assim "
    "então lhe",
    "it": "e ed ma o che chi quando mentre se anche inoltre poi ieri oggi ha hanno aveva avevano è non già così "
    "ancora gli",
    "nl": "en maar of dat die toen terwijl als ook later nog weer al heeft hebben had hadden is zich niet gisteren "
    "vandaag dan",
    "sv": "och men eller att som när medan om också senare sedan har hade är sig inte då",
    "da": "og men eller at som der når mens hvis også senere har havde er sig ikke så",
    "no": "og men eller at som når mens hvis også senere har hadde er seg ikke så",
    "fi": "ja mutta tai että joka kun jos myös on oli",
    "is": "og en að sem þegar einnig hefur",
    "pl": "i a ale lub że który która gdy jeśli też także również później wczoraj dziś się nie jest był już",
    "cs": "a i ale nebo že který která když pokud také rovněž později včera dnes se si je jsem byl již však",
    "sk": "a i ale alebo že ktorý ktorá keď ak tiež neskôr včera dnes sa si je však",
    "hu": "és de vagy hogy aki amikor ha is később tegnap ma azt",
    "ro": "și dar sau că care când dacă și-a a au s-a le ne tot ieri azi mai",
    "bg": "и но или че който която когато ако също вчера днес се е",
    "ru": "и а но или что который которая когда если также тоже затем вчера сегодня ранее уже это при этом",
    "uk": "і й та а але або що який яка коли якщо також теж учора вчора сьогодні раніше",
    "be": "і а але або што які калі таксама",
    "sr": "i a ali ili da koji koja kada ako takođe takodje također je su se juče danas и а али да који која када је "
    "су се",
    "sl": "in a ali da ki ko če tudi je so se včeraj danes še",
    "el": "και αλλά ή ότι που όταν αν επίσης χθες σήμερα έχει είχε",
    "tr": "ifadesini ifadelerini ifadeleri sözlerini şunları bunu diye şu ve ama veya ki de da ise olarak şöyle "
    "böyle bugün dün",
    "az": "və ki da də isə",
    "ar": "و وهو وهي وهم الذي التي الذين أن إن كما قد وقد فيما بينما أيضا اليوم أمس بدوره كذلك",
    "fa": "و که نیز هم اما را همچنین",
    "ur": "اور کہ نے",
    "he": "ו אבל כי אשר גם היום אתמול עוד את",
    "hi": "और कि ने भी यह आज कल",
    "bn": "এবং যে",
    "id": "dan tetapi bahwa yang juga saat ketika lalu kemudian",
    "ms": "dan tetapi bahawa yang juga",
    "vi": "và nhưng rằng đã đang cũng khi thì là",
    "ca": "i però o que qui quan si també ha han havia avui ahir es s'ha s’ha hi va",
    "gl": "e pero ou que cando tamén",
    "et": "ja aga et kes kui ka on",
    "lv": "un bet ka kas arī",
    "lt": "ir bet kad kuris taip pat",
}
RELATIVES = frozenset(
    "who whom whose which that qui que dont lequel quien quienes quem cui który która które który ktorý který která "
    "která который которая которое которые який яка які који која који die som joka jotka aki care който която ki "
    "yang הש אשר الذي التي που jenž koji koja".split()
) - {"die", "que", "ki"}
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "januar februar märz mai juni juli oktober dezember".split()
)
